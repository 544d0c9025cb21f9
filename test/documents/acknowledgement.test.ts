import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Folio } from '../../src/cases/folio.js';
import type { Policy } from '../../src/cases/policy.js';
import { acknowledgementPdf, complaintLines, noticeCode, noticeHash } from '../../src/documents/acknowledgement.js';
import { Locales } from '../../src/locales.js';
import { demoPolicy } from '../support/demo-policy.js';

const FOLIO: Folio = {
  number: 'A100017',
  type: 'cancellation',
  area: 'administrativa',
  status: 'open',
  account: '100005',
  email: 'elena.mora@example.com',
  phone: '+522220000005',
  channel: 'directline',
  conversationId: 'c-1',
  description: 'Ya no quiero el servicio 😤, cancélenlo',
  details: { scope: 'all' },
  createdAt: '2026-11-24T17:00:01.000Z',
  dueAt: null,
  dueRule: null,
  noticeAt: '2026-11-24T17:00:00.000Z',
  visit: null,
  closedAt: null,
  history: [],
};

let policy: Policy;
let locales: Locales;
beforeAll(async () => {
  policy = await demoPolicy();
  locales = new Locales('locales', policy.provider.timeZone, { provider: policy.provider.name });
});

const make = async (change: Partial<Folio> = {}, language = 'es-MX', issuedAt = '2026-11-24T17:05:00.000Z'): Promise<Buffer> => {
  const folio = { ...FOLIO, ...change };
  const checkUrl = `https://chat.example.com/verify/${noticeCode(folio)}`;
  return Buffer.from(await acknowledgementPdf(policy, locales, { folio, language, issuedAt, equipmentDate: '2026-12-04', checkUrl }));
};

/** What the pages show, in order: the strings of their content, which pdfkit writes in hexadecimal. */
function shown(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const lines = streams.flatMap((stream) => [...stream.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g)]);
  return lines
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
    )
    .join(' ')
    .replace(/\s+/g, ' ');
}

describe('the acknowledgement of a notice', () => {
  it('says which folio, account and instant, what follows, where to complain and how it is checked', async () => {
    const text = shown(await make());
    for (const part of ['A100017', '100005', '11:00:00', '11:00:01', 'America/Mexico_City', '2026', noticeCode(FOLIO)]) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll(' ', '')).toContain(noticeHash(FOLIO));
    expect(text).toContain(policy.provider.legalName);
    for (const { name } of policy.complaintPlaces) expect(text).toContain(name);
    expect(complaintLines(policy).length).toBe(policy.complaintPlaces.length);
  });

  it('has the customer’s words, without what its letters cannot show, and no other personal data', async () => {
    const text = shown(await make());
    expect(text).toContain('Ya no quiero el servicio , cancélenlo');
    expect(text).not.toContain('elena.mora');
    expect(text).not.toContain('2220000005');
  });

  it('is tagged, and has its language and title, in both languages', async () => {
    for (const language of ['es-MX', 'en']) {
      const source = (await make({}, language)).toString('latin1');
      expect(source).toContain('/MarkInfo');
      expect(source).toContain('/Marked true');
      expect(source).toContain(`/Lang (${language})`);
      expect(source).toContain('/DisplayDocTitle true');
      for (const tag of ['H1', 'H2', 'P', 'Table', 'TH', 'TD', 'L', 'LI']) expect(source).toContain(`/S /${tag}\n`);
    }
    expect(shown(await make({}, 'en'))).not.toBe(shown(await make()));
  });

  it('made again is the same to the byte', async () => {
    expect((await make()).equals(await make())).toBe(true);
    expect((await make({}, 'es-MX', '2026-11-25T17:05:00.000Z')).equals(await make())).toBe(false);
  });

  it('says less of a part of the service, and of a contract that has been ended that it has', async () => {
    const [whole, part, ended] = await Promise.all([
      make(),
      make({ details: { scope: 'part' } }),
      make({ details: { scope: 'all', endedAt: '2026-11-24T17:10:00.000Z' } }),
    ]);
    expect(new Set([shown(whole), shown(part), shown(ended)]).size).toBe(3);
    const equipment = locales.render('es-MX', { key: 'documents.equipment', vars: { until: '4 de diciembre de 2026' } }).slice(0, 24);
    expect(shown(whole)).toContain(equipment);
    expect(shown(part)).not.toContain(equipment);
  });

  it('goes over as many pages as the words need', async () => {
    const pages = (await make({ description: 'palabra '.repeat(2_000) })).toString('latin1').match(/\/Type \/Page\n/g);
    expect(pages?.length).toBeLessThanOrEqual(2);
  });
});
