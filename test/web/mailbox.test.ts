import { afterEach, describe, expect, it } from '@jest/globals';
import type { ReadLetter } from '../../src/mail/read-letters.js';
import { makeWeb, type Web, type WebOverrides } from './harness.js';

const letter = (changes: Partial<ReadLetter> = {}): ReadLetter => ({
  id: 'code:1',
  kind: 'email',
  status: 'sent',
  at: Date.UTC(2026, 4, 4, 16),
  to: 'ana.torres@example.com',
  subject: 'Su código',
  text: 'Su código es 123456.',
  files: [],
  ...changes,
});

let web: Web;
const page = async (letters: readonly ReadLetter[] | null, overrides: WebOverrides = {}) => {
  web = await makeWeb({ ...overrides, ...(letters && { mailbox: async () => letters }) });
  return web.app.inject({ url: '/demo/mailbox' });
};
afterEach(() => web.close());

describe('the mailbox of the demonstration', () => {
  it('shows letters in both languages, runs only our own script and cannot be framed', async () => {
    const { statusCode, headers, body } = await page([
      letter(),
      letter({ kind: 'sms', to: '+522220000001', subject: null, text: '654321' }),
    ]);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-store']);
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    for (const shown of ['123456', '654321', 'ana.torres@example.com', '+522220000001']) expect(body).toContain(shown);
    expect(body.match(/<li class="letter /g)).toHaveLength(2);
    expect((body.match(/data-l="es"/g) ?? []).length).toBe((body.match(/data-l="en"/g) ?? []).length);
  });

  it('takes nothing that a letter says for more than words', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&';
    const { body } = await page([letter({ to: hostile, subject: hostile, text: hostile })]);
    expect(body).not.toContain('<img');
    expect(body.match(/&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/g)).toHaveLength(3);
  });

  it('is there when it is empty', async () => {
    const { statusCode, body } = await page([]);
    expect([statusCode, body.includes('class="empty"')]).toEqual([200, true]);
  });

  it.each([
    ['customers are served', { demo: false, production: true }, [letter()]],
    ['it is no demonstration', { demo: false, production: false }, [letter()]],
    ['it is production, whatever else is said', { demo: true, production: true }, [letter()]],
    ['there is no post', { demo: true }, null],
  ] as const)('is not there when %s', async (_, config, letters) => {
    const { statusCode, body } = await page(letters, { config });
    expect([statusCode, body.includes('123456')]).toEqual([404, false]);
  });
});
