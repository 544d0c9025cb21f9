import { z } from 'zod';
import { BackofficeDown } from '../backoffice/backoffice.js';
import type { Colonia, ColoniaMatch, CoverageAnswer } from '../backoffice/coverage.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectInput, type EffectOutput } from './effect.js';

const postalCode = z.string().regex(/^\d{5}$/);
export const placeSchema = z.object({ postalCode, colonia: z.string().min(1) });
export const pinSchema = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
const input = z.object({
  pin: pinSchema.nullable(),
  chosen: placeSchema.nullable(),
  text: z.string(),
  placed: z.boolean(),
  postalCode: postalCode.nullable(),
});

type Where = EffectInput<'checkCoverage'>;
type Found = EffectOutput<'checkCoverage'>;

/** As many plans as a question can offer. */
const MOST_PLANS = 8;
const NOTHING = { place: null, zone: null, note: null, options: [], plans: [] } as const;

/** Whether there is service where the customer says: the colonia decides, else the pin, never a postal code alone. */
export const checkCoverage = ({ backoffice }: Pick<CaseDeps, 'backoffice'>) =>
  defineEffect('checkCoverage', input, async (where): Promise<Found> => {
    if (where.chosen) return ofColonia(backoffice, where.chosen);
    const found = where.text === '' ? [] : await named(backoffice, where);
    const [first] = found;
    if (first && found.length > 1) return { ...NOTHING, result: 'which', options: found.map(placeOf) };
    if (first) return first.exact ? ofColonia(backoffice, placeOf(first)) : { ...NOTHING, result: 'confirm', options: [placeOf(first)] };
    return where.pin ? answered(backoffice, await backoffice.checkCoverage(where.pin), null) : unlisted(backoffice, where);
  });

/** Of the postal code that was told; a colonia of another code has to be confirmed. */
async function named(backoffice: CaseDeps['backoffice'], where: Where): Promise<readonly ColoniaMatch[]> {
  const within = await backoffice.findColonias({ text: where.text, postalCode: where.postalCode });
  if (within.length > 0 || where.postalCode === null) return within;
  const elsewhere = await backoffice.findColonias({ text: where.text, postalCode: null });
  return elsewhere.map((match) => ({ ...match, exact: false }));
}

async function unlisted(backoffice: CaseDeps['backoffice'], where: Where): Promise<Found> {
  if (where.placed) return { ...NOTHING, result: 'check' };
  if (where.postalCode === null) return { ...NOTHING, result: 'nowhere' };
  const options = await backoffice.findColonias({ text: '', postalCode: where.postalCode });
  return { ...NOTHING, result: 'which', options: options.map(placeOf) };
}

const placeOf = ({ postalCode, colonia }: Colonia): Colonia => ({ postalCode, colonia });

const ofColonia = async (backoffice: CaseDeps['backoffice'], place: Colonia): Promise<Found> =>
  answered(backoffice, await backoffice.checkCoverage(place), place);

async function answered(backoffice: CaseDeps['backoffice'], { state, zone, note }: CoverageAnswer, place: Colonia | null): Promise<Found> {
  const plans = state === 'yes' ? await offers(backoffice) : [];
  return { result: state, place, zone, note, options: [], plans };
}

/** That there is service is worth telling though the prices cannot be looked up. */
async function offers(backoffice: CaseDeps['backoffice']): Promise<Found['plans']> {
  try {
    const plans = await backoffice.listPlans();
    return plans.slice(0, MOST_PLANS).map(({ id, name, monthlyPrice }) => ({ id, name, monthlyPrice }));
  } catch (error) {
    if (error instanceof BackofficeDown) return [];
    throw error;
  }
}
