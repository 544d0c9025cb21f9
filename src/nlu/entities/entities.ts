import type { FactName } from '../../engine/flow.js';
import { fold } from '../normalise.js';
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

/**
 * All values in a text, canonical. What is read first is blanked out, so that no figure is taken twice.
 * @param slot what was asked for, or null. @param now epoch ms.
 */
export function findEntities(text: string, slot: string | null, now: number, options: EntityOptions): Entities {
  let rest = writeFigures(fold(text.slice(0, LONGEST)).slice(0, LONGEST).replaceAll('guion bajo', 'guionbajo'));
  const values: Partial<Record<FactName, string>> = {};
  const named = new Set<FactName>();
  const keep = (fact: FactName, value: string | null, isNamed: boolean): void => {
    if (value === null) return;
    values[fact] = value;
    if (isNamed) named.add(fact);
  };
  const since = findOutageSince(rest, now, options.timeZone, slot === 'when');
  keep('outageSince', since, false);
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
  return { values, named, rest };
}
