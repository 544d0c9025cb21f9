import { z } from 'zod';
import { type Backoffice, BackofficeDown, type Customer, type LineStatus, type PastOutage, type RebootResult } from './backoffice.js';
import { type Ask, guardBilling, ofAccount } from './guarded-billing.js';
import { guardCoverage } from './guarded-coverage.js';

/** Shorter than a call's own time, so that a slow system is told from a slow program. */
const LIMIT_MS = 4_000;

const text = z.string().min(1);
const customerSchema: z.ZodType<Customer> = z.object({
  account: text,
  holder: text,
  email: z.string(),
  phone: z.string(),
  plan: z.string(),
  monthlyPrice: z.int().min(0),
  zone: text,
  address: z.string(),
});
const lineSchema: z.ZodType<LineStatus> = z.object({
  suspended: z.boolean(),
  outage: z.object({ id: text, restoreAt: z.iso.datetime({ offset: true }).nullable() }).nullable(),
  device: z.enum(['online', 'offline', 'unknown']),
  opticalLoss: z.boolean(),
});
const instant = z.iso.datetime({ offset: true });
const pastOutageSchema: z.ZodType<PastOutage> = z.object({
  id: text,
  account: text,
  startedAt: instant,
  restoredAt: instant,
  cause: z.enum(['provider', 'forceMajeure', 'planned', 'customer', 'unknown']),
  compensated: z.boolean(),
});
const rebootSchema: z.ZodType<RebootResult> = z.enum(['done', 'queued', 'unreachable', 'unsupported']);

/**
 * Stands before the company's systems, which are other people's programs: an answer that does not come in time, that
 * is malformed or is about another account, and any failure, are {@link BackofficeDown} for whoever asked.
 */
export function guardBackoffice(backoffice: Backoffice, limitMs = LIMIT_MS): Backoffice {
  const ask: Ask = async (schema, question) => {
    const answer = schema.safeParse(await inTime(question, limitMs));
    if (!answer.success) throw new BackofficeDown(`the back office gave a malformed answer: ${answer.error.message}`);
    return answer.data;
  };
  return {
    async findCustomer(account) {
      const customer = await ask(customerSchema.nullable(), () => backoffice.findCustomer(account));
      if (customer && customer.account !== account) throw new BackofficeDown('the back office answered for another account');
      return customer;
    },
    findAccounts: (contact) => ask(z.array(text), () => backoffice.findAccounts(contact)),
    lineStatus: (account) => ask(lineSchema, () => backoffice.lineStatus(account)),
    async pastOutages(account) {
      const outages = ofAccount(account, await ask(z.array(pastOutageSchema), () => backoffice.pastOutages(account)));
      return [...outages].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
    },
    rebootDevice: (account, key) => ask(rebootSchema, () => backoffice.rebootDevice(account, key)),
    ...guardBilling(backoffice, ask),
    ...guardCoverage(backoffice, ask),
  };
}

async function inTime(question: () => Promise<unknown>, limitMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BackofficeDown(`the back office did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([question(), limit]);
  } catch (error) {
    if (error instanceof BackofficeDown) throw error;
    throw new BackofficeDown('the back office failed', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
