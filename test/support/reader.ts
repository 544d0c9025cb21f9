import { parseFolioNumber } from '../../src/cases/folio-number.js';
import { loadReader } from '../../src/nlu/load.js';
import type { Reader } from '../../src/nlu/reading.js';

let loaded: Promise<Reader> | null = null;

/** The product's reader, from the models that the build left; loaded once for a test file. */
export function productReader(): Promise<Reader> {
  loaded ??= loadReader({ timeZone: 'America/Mexico_City', parseFolio: parseFolioNumber }, 'dist/nlu');
  return loaded;
}
