import { z } from 'zod';
import type { BillOutput } from '../../flows/shared/inquiry-effects.js';
import type { Invoice, InvoiceLine } from '../backoffice/billing.js';
import { maySeeBilling } from './billing-access.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect } from './effect.js';
import { pesos } from './pesos.js';

const input = z.object({ account: z.string().min(1) });
/** Void invoices between the last two are passed over. */
const LOOKED_THROUGH = 12;

const UNKNOWN: BillOutput = {
  known: false,
  explained: false,
  fromDate: '',
  toDate: '',
  total: 0,
  compared: 'none',
  difference: 0,
  lines: '',
  added: '',
  removed: '',
  changed: '',
};

/** The account's last bill and what makes it differ from the one before, concept by concept. */
export const explainBill = (deps: CaseDeps) =>
  defineEffect('explainBill', input, async ({ account }, { conversation, now }) => {
    if (!(await maySeeBilling(deps, conversation, account, 'invoices', now))) return UNKNOWN;
    const invoices = await deps.backoffice.listInvoices(account, LOOKED_THROUGH);
    const [latest, before] = invoices.filter(({ status }) => status !== 'void');
    return latest ? billOf(latest, before) : UNKNOWN;
  });

interface Concept {
  readonly description: string;
  readonly amount: number;
}

/** Lines of the same code are one concept. */
function conceptsOf(lines: readonly InvoiceLine[]): ReadonlyMap<string, Concept> {
  const concepts = new Map<string, Concept>();
  for (const { code, description, amount } of lines) {
    const known = concepts.get(code);
    concepts.set(code, known ? { ...known, amount: known.amount + amount } : { description, amount });
  }
  return concepts;
}

const listed = (items: readonly string[]): string => items.map((item) => `• ${item}`).join('\n');
const line = ({ description, amount }: Concept): string => `${description}: ${pesos(amount)}`;

function billOf(latest: Invoice, before: Invoice | undefined): BillOutput {
  const now = conceptsOf(latest.lines);
  const then = conceptsOf(before?.lines ?? []);
  const only = (these: ReadonlyMap<string, Concept>, those: ReadonlyMap<string, Concept>): string =>
    listed([...these].filter(([code]) => !those.has(code)).map(([, concept]) => line(concept)));
  const changed = [...now].flatMap(([code, { description, amount }]) => {
    const former = then.get(code);
    return former && former.amount !== amount ? [`${description}: ${pesos(former.amount)} → ${pesos(amount)}`] : [];
  });
  const difference = before ? latest.total - before.total : 0;
  return {
    known: true,
    explained: sum(now) === latest.total && (!before || sum(then) === before.total),
    fromDate: latest.from,
    toDate: latest.to,
    total: latest.total,
    compared: before ? comparison(difference) : 'none',
    difference: Math.abs(difference),
    lines: listed([...now.values()].map(line)),
    added: before ? only(now, then) : '',
    removed: only(then, now),
    changed: listed(changed),
  };
}

const sum = (concepts: ReadonlyMap<string, Concept>): number => [...concepts.values()].reduce((total, { amount }) => total + amount, 0);

function comparison(difference: number): BillOutput['compared'] {
  if (difference === 0) return 'same';
  return difference > 0 ? 'more' : 'less';
}
