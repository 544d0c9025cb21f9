import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FolioDraft } from '../../src/cases/folio.js';
import { noticeCode } from '../../src/documents/acknowledgement.js';
import { issueKey, noticeKey, sealKey } from '../../src/documents/issued-document.js';
import { verifyPage } from '../../src/web/verify-page.js';
import { makeWeb, type Web } from './harness.js';

const NOTICE = '2026-05-04T15:00:00.000Z';
const ISSUED = '2026-05-04T15:05:00.000Z';
const SHA = 'ab'.repeat(32);
const draft: FolioDraft = {
  type: 'cancellation',
  area: 'administrativa',
  account: '100005',
  email: 'elena.mora@example.com',
  phone: '+522220000005',
  channel: 'directline',
  conversationId: 'c-1',
  description: 'Ya no quiero el servicio',
  details: {},
  dueAt: null,
  dueRule: null,
  noticeAt: NOTICE,
};

let web: Web;
let code: string;
let number: string;
beforeEach(async () => {
  web = await makeWeb({ config: { demo: false, production: true } });
  const folio = await web.store.openFolio('k', draft, web.clock.now());
  number = folio.number;
  code = noticeCode(folio);
  const details = { [issueKey(code)]: ISSUED, [sealKey(code)]: SHA, [noticeKey(code)]: NOTICE };
  await web.store.updateFolio('i', number, { details }, 'bot', 'document issued', web.clock.now());
});
afterEach(() => web.close());

const get = (url: string, headers: Record<string, string> = {}) => web.app.inject({ url, headers });

describe('the check of a document', () => {
  it('shows that it was issued, for which folio and instant, and nothing of a person', async () => {
    const page = await get(`/verify/${code}`);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of [number, code, SHA, '2026', 'class="yes"']) expect(page.body).toContain(part);
    for (const part of ['100005', 'elena', '2220000005', 'Ya no quiero', 'c-1']) expect(page.body).not.toContain(part);
  });

  it('takes the code however it is typed', async () => {
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')]) {
      expect((await get(`/verify/${encodeURIComponent(typed)}`)).statusCode).toBe(200);
    }
  });

  it('knows no other code, and says nothing of whether the folio is there', async () => {
    const other = `${code.slice(0, -4)}${code.endsWith('0000') ? '1111' : '0000'}`;
    for (const unknown of [other, 'A100029-0000-0000-0000-0000', 'x', 'A'.repeat(90), '<script>alert(1)</script>', '%00']) {
      const page = await get(`/verify/${encodeURIComponent(unknown)}`);
      expect([unknown, page.statusCode]).toEqual([unknown, 404]);
      expect(page.body).toContain('class="no"');
      expect(page.body).not.toContain('<script');
      expect(page.body).not.toContain(number === unknown.slice(0, 7) ? SHA : number);
    }
  });

  it('tells that the notice was withdrawn since', async () => {
    const before = (await get(`/verify/${code}`)).body;
    await web.store.updateFolio('w', number, { details: { withdrawnAt: ISSUED } }, 'bot', 'notice withdrawn', web.clock.now());
    expect((await get(`/verify/${code}`)).body.length).toBeGreaterThan(before.length);
  });

  it('is in the language asked for, else the browser’s, else Spanish', async () => {
    const languageOf = async (url: string, headers?: Record<string, string>) =>
      /<html lang="([^"]+)"/.exec((await get(url, headers)).body)?.[1];
    expect(await languageOf(`/verify/${code}`)).toBe('es-MX');
    expect(await languageOf(`/verify/${code}`, { 'accept-language': 'en-GB;q=0.9, es' })).toBe('en');
    expect(await languageOf(`/verify/${code}?lang=es`, { 'accept-language': 'en' })).toBe('es-MX');
    expect(await languageOf(`/verify/${code}?lang=en&lang=es`)).toBe('es-MX');
    expect((await get(`/verify/${code}`)).body).toContain(`/verify/${code}?lang=en`);
  });

  it('runs nothing, loads nothing, and is framed by nobody', async () => {
    const policy = (await get(`/verify/${code}`)).headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';.*frame-ancestors 'none'$/);
  });

  it('cannot be used to guess codes', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await get('/verify/A100029-0000-0000-0000-0000')).statusCode);
    expect([statuses.at(-2), statuses.at(-1)]).toEqual([404, 429]);
  });

  it('writes whatever it shows as text', () => {
    const page = verifyPage({
      language: 'en',
      provider: '<b>&',
      title: '"',
      heading: "'",
      text: '<img src=x>',
      genuine: false,
      rows: [['<dt>', '</dd><script>']],
      note: '',
      other: { language: 'es-MX', label: '>', url: '"><script>' },
    });
    expect(page).not.toMatch(/<script|<img|<b>/);
  });
});
