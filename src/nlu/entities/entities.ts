import type { FactName } from '../../engine/flow.js';
import { fold } from '../normalise.js';
import { remembered } from '../remembered.js';
import { findAccount } from './account.js';
import { blank } from './digit-groups.js';
import { findEmail } from './email.js';
import { findFolio } from './folio.js';
import { findLights } from './lights.js';
import { writeFigures } from './number-words.js';
import { findOutageSince } from './outage-since.js';
import { findPhone } from './phone.js';
import { findPostalCode } from './postal-code.js';

/** The provider's ways. */
export interface EntityOptions {
  /** IANA zone in which "ayer" is meant. */
  readonly timeZone: string;
  /** Canonical folio number, or null when a text cannot be one. */
  readonly parseFolio: (text: string) => string | null;
  /** How many figures an account number has; 6 when left out. */
  readonly accountDigits?: number;
}

export interface Entities {
  readonly values: Readonly<Partial<Record<FactName, string>>>;
  /** Facts that the text itself calls by name, or that nothing else looks like. */
  readonly named: ReadonlySet<FactName>;
  /** The text, folded, without the account, e-mail, telephone and folio in it. */
  readonly rest: string;
}

const ACCOUNT_DIGITS = 6;
/** More of a text is not searched. */
const LONGEST = 2_500;

/** What of a text does not depend on when it is read. */
interface Timeless extends Entities {
  /** Folded, with figures for number words. */
  readonly written: string;
}

/**
 * Finds all values in a text, canonical. What is read first is blanked out, so that no figure is taken twice.
 * @returns a finder for texts with the slot that was asked for, or null, at an instant in epoch ms.
 */
export function entityFinder(options: EntityOptions): (text: string, slot: string | null, now: number) => Entities {
  const bySlot = new Map<string | null, (text: string) => Timeless>();
  return (text, slot, now) => {
    const find = bySlot.get(slot) ?? remembered((other) => findTimeless(other, slot, options));
    bySlot.set(slot, find);
    const { written, values, named, rest } = find(text);
    const outageSince = findOutageSince(written, now, options.timeZone, slot === 'when');
    return { values: outageSince === null ? values : { ...values, outageSince }, named, rest };
  };
}

function findTimeless(text: string, slot: string | null, options: EntityOptions): Timeless {
  const written = writeFigures(fold(text.slice(0, LONGEST)).slice(0, LONGEST).replaceAll('guion bajo', 'guionbajo'));
  let rest = written;
  const values: Partial<Record<FactName, string>> = {};
  const named = new Set<FactName>();
  const keep = (fact: FactName, value: string | null, isNamed: boolean): void => {
    if (value === null) return;
    values[fact] = value;
    if (isNamed) named.add(fact);
  };
  keep('lights', findLights(rest), false);
  const email = findEmail(rest);
  if (email) {
    keep('email', email.value, true);
    rest = rest.replace(email.source, ' ');
  }
  const folio = findFolio(rest, slot === 'folio', options.parseFolio);
  if (folio) {
    keep('folio', folio.value, true);
    rest = blank(rest, folio.start, folio.end);
  }
  const phone = findPhone(rest);
  if (phone) {
    keep('phone', phone.value, phone.labelled || slot !== 'account');
    rest = blank(rest, phone.start, phone.end);
  }
  const account = findAccount(rest, options.accountDigits ?? ACCOUNT_DIGITS);
  if (account) {
    keep('account', account.value, account.labelled || slot === 'account');
    rest = blank(rest, account.start, account.end);
  }
  keep('postalCode', findPostalCode(rest, slot === 'address'), false);
  return { values, named, rest, written };
}
