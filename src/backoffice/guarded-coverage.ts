import { z } from 'zod';
import type { ColoniaMatch, Coverage, CoverageAnswer } from './coverage.js';
import { MOST_COLONIAS } from './coverage.js';
import type { Ask } from './guarded-billing.js';

const text = z.string().min(1);
const answerSchema: z.ZodType<CoverageAnswer> = z.object({
  state: z.enum(['yes', 'planned', 'no', 'check']),
  zone: text.nullable(),
  note: text.nullable(),
});
const matchSchema: z.ZodType<ColoniaMatch> = z.object({ postalCode: z.string().regex(/^\d{5}$/), colonia: text, exact: z.boolean() });

/** The guard of the coverage's part: see `guardBackoffice`. */
export const guardCoverage = (coverage: Coverage, ask: Ask): Coverage => ({
  checkCoverage: (place) => ask(answerSchema, () => coverage.checkCoverage(place)),
  async findColonias(search) {
    return (await ask(z.array(matchSchema), () => coverage.findColonias(search))).slice(0, MOST_COLONIAS);
  },
});
