import type { CoverageState } from '../coverage.js';
import { fold } from '../fold.js';

/** How people write an answer in a file, without accents: in Spanish or English. */
const STATES: ReadonlyMap<string, CoverageState> = new Map<string, CoverageState>([
  ...['si', 'yes', 'con cobertura', 'cubierta', 'cubierto', 'covered', 'activa', '1'].map((word) => [word, 'yes'] as const),
  ...['planeada', 'planeado', 'planned', 'proximamente', 'en plan', 'futura'].map((word) => [word, 'planned'] as const),
  ...['no', 'sin cobertura', 'uncovered', '0'].map((word) => [word, 'no'] as const),
  ...['checar', 'revisar', 'check', 'verificar', 'por checar', 'saturada'].map((word) => [word, 'check'] as const),
]);

export const coverageState = (text: string): CoverageState | null => STATES.get(fold(text)) ?? null;

export const HOW_TO_WRITE_STATE = "write 'si', 'planeada', 'no' or 'checar'";
