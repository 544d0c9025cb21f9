import { describe, expect, it } from '@jest/globals';
import { Locales } from '../src/locales.js';
import { statement } from '../src/speak.js';

const locales = new Locales('locales', 'America/Mexico_City', {
  provider: 'Red Ejemplo',
  address: 'Calle 1',
  noticeUrl: 'https://example.com',
});
const TRACE = { flow: null, state: null, owner: 'bot', folio: null } as const;
const FILE = { id: 'f1', name: 'acuse.pdf', contentType: 'application/pdf', size: 9 };

describe('a statement', () => {
  it('takes along the files that a procedure gives with it', () => {
    const line = statement(locales, 'es-MX', { key: 'cancellation.askNotice', files: [FILE] }, TRACE);
    expect(line).toMatchObject({ key: 'cancellation.askNotice', content: { type: 'text', files: [FILE] } });
  });

  it('has none otherwise', () => {
    expect(statement(locales, 'es-MX', { key: 'cancellation.askNotice' }, TRACE).content.files).toEqual([]);
  });
});
