import type { Outcome } from './checker.js';
import { type Violation, without } from './violation.js';

/** What became of a conversation, against what becomes of it when nothing fails. */
export function checkOutcome(where: string, actual: Outcome | undefined, expected: Outcome): readonly Violation[] {
  if (!actual) return [{ rule: 'lost', where, what: 'the whole conversation' }];
  return [
    ...checkLines(where, actual.lines, expected.lines),
    ...(actual.state === expected.state
      ? []
      : [{ rule: 'half-turn' as const, where, what: `state ${actual.state} instead of ${expected.state}` }]),
    ...(actual.owner === expected.owner
      ? []
      : [{ rule: 'half-turn' as const, where, what: `owner ${actual.owner} instead of ${expected.owner}` }]),
    ...differences(where, 'procedures', actual.ended, expected.ended),
    ...differences(where, 'folios', actual.folios, expected.folios),
  ];
}

function checkLines(where: string, actual: readonly string[], expected: readonly string[]): readonly Violation[] {
  const missing = without(expected, actual);
  const surplus = without(actual, expected);
  const byCustomer = (line: string) => line.startsWith('customer:');
  const inOrder = actual.every((line, index) => line === expected[index]);
  return [
    ...missing.map((what) => ({ rule: byCustomer(what) ? ('lost' as const) : ('missing-reply' as const), where, what })),
    ...surplus.map((what) => ({ rule: byCustomer(what) ? ('doubled' as const) : ('doubled-reply' as const), where, what })),
    ...(missing.length + surplus.length === 0 && !inOrder ? [{ rule: 'reordered' as const, where, what: actual.join(', ') }] : []),
  ];
}

/** Effects are compared in their order: a procedure ends, or a folio is opened, because another one was before. */
function differences(where: string, name: string, actual: readonly string[], expected: readonly string[]): readonly Violation[] {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return [];
  const missing = without(expected, actual);
  const surplus = without(actual, expected);
  return [{ rule: 'effect', where, what: `${name}: ${missing} missing, ${surplus} too many, of ${actual}` }];
}
