import { describe, expect, it } from '@jest/globals';
import { demoBackoffice } from '../../src/backoffice/demo.js';
import { DEMO_CUSTOMERS } from '../../src/backoffice/demo-customers.js';

const START = Date.parse('2026-07-01T18:00:00Z');
const clock = { at: START, now: () => clock.at };
const office = demoBackoffice(clock);

describe('the demo provider', () => {
  it.each([
    ['100001', 'Ana Torres', 'Hogar 50', 39_900, 'centro'],
    ['100002', 'Beto Luna', 'Hogar 50', 39_900, 'centro'],
    ['100003', 'Carmen Ruiz', 'Hogar 100', 54_900, 'norte'],
    ['100004', 'Diego Paz', 'Duo 100 + TV', 74_900, 'sur'],
    ['100005', 'Elena Mora', 'Hogar 100', 54_900, 'sur'],
    ['100006', 'Fausto Gil', 'Negocio 200', 119_900, 'centro'],
    ['100007', 'Gloria Cano', 'Hogar 50', 39_900, 'centro'],
    ['100008', 'Hugo Vela', 'Hogar 50', 39_900, 'norte'],
  ])('%s is %s', async (account, holder, plan, monthlyPrice, zone) => {
    const [first, last] = holder.toLowerCase().split(' ');
    const contact = { email: `${first}.${last}@example.com`, phone: `+52222000000${account.at(-1)}` };
    expect(await office.findCustomer(account)).toMatchObject({ account, holder, plan, monthlyPrice, zone, ...contact });
    expect(await office.findAccounts({ email: contact.email.toUpperCase(), phone: null })).toEqual([account]);
    expect(await office.findAccounts({ email: null, phone: contact.phone })).toEqual([account]);
  });

  it('has these customers and no other, none of them real', async () => {
    expect(DEMO_CUSTOMERS).toHaveLength(8);
    expect(DEMO_CUSTOMERS.filter(({ email, phone }) => !email.endsWith('@example.com') || !phone.startsWith('+522220'))).toEqual([]);
    expect(await office.findCustomer('999999')).toBeNull();
    expect(await office.findAccounts({ email: null, phone: null })).toEqual([]);
    expect(await office.lineStatus('999999')).toEqual({ suspended: false, outage: null, device: 'unknown', opticalLoss: false });
  });

  it('has one suspended line, one without signal, and an outage in the north only', async () => {
    const lines = await Promise.all(DEMO_CUSTOMERS.map(async ({ account }) => ({ account, ...(await office.lineStatus(account)) })));
    const those = (test: (line: (typeof lines)[number]) => boolean): string[] => lines.filter(test).map(({ account }) => account);
    expect(those((line) => line.suspended)).toEqual(['100002']);
    expect(those((line) => line.opticalLoss)).toEqual(['100005']);
    expect(those((line) => line.outage !== null)).toEqual(['100003', '100008']);
    expect(those((line) => line.device === 'online')).toEqual(['100001', '100002', '100004', '100007']);
  });

  it('expects the restoration three hours after the start, and puts it off when it has passed', async () => {
    const restoreAt = async (hours: number): Promise<string | null | undefined> => {
      clock.at = START + hours * 3_600_000;
      return (await office.lineStatus('100003')).outage?.restoreAt;
    };
    expect(await restoreAt(0)).toBe('2026-07-01T21:00:00.000Z');
    expect(await restoreAt(2.9)).toBe('2026-07-01T21:00:00.000Z');
    expect(await restoreAt(3)).toBe('2026-07-02T00:00:00.000Z');
  });
});
