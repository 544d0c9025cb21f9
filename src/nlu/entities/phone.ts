import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { type DigitGroup, digitGroups, wordsBefore } from './digit-groups.js';

export interface FoundPhone {
  /** E.164. */
  readonly value: string;
  /** The text calls it a telephone. */
  readonly labelled: boolean;
  readonly start: number;
  readonly end: number;
}

/** National numbers have ten figures; before them may stand the country, the mobile 1 or an old trunk prefix. */
const MEXICAN = /^(?:(?:52)?1?|04[45]|01|0052)(\d{10})$/;
const NOT_A_PHONE = new Set([
  'referencia',
  'ref',
  'clabe',
  'tarjeta',
  'serie',
  'folio',
  'rfc',
  'curp',
  'reference',
  'card',
  'serial',
  'orden',
  'order',
]);
const LABELS = new Set(['telefono', 'tel', 'celular', 'cel', 'movil', 'whatsapp', 'phone', 'cell', 'cellphone', 'mobile']);
const MOST_DIGITS = 15;

/** The first telephone in a folded text. Numbers of other countries need their plus. */
export function findPhone(text: string): FoundPhone | null {
  const groups = digitGroups(text);
  for (let first = 0; first < groups.length; first++) {
    const found = phoneFrom(groups, first);
    if (!found || wordsBefore(text, found.start, 3).some((word) => NOT_A_PHONE.has(word))) continue;
    return { ...found, labelled: wordsBefore(text, found.start, 4).some((word) => LABELS.has(word)) };
  }
  return null;
}

function phoneFrom(groups: readonly DigitGroup[], first: number): Omit<FoundPhone, 'labelled'> | null {
  const start = groups[first];
  if (!start) return null;
  let digits = '';
  for (let index = first; index < groups.length; index++) {
    const group = groups[index] as DigitGroup;
    if (index > first && !group.joined) return null;
    digits += group.digits;
    if (digits.length > MOST_DIGITS) return null;
    const goesOn = groups[index + 1]?.joined === true;
    const value = start.plus && !digits.startsWith('52') ? (goesOn ? null : possible(`+${digits}`)) : mexican(digits);
    if (value) return { value, start: start.start, end: group.end };
  }
  return null;
}

function mexican(digits: string): string | null {
  const national = MEXICAN.exec(digits)?.[1];
  return national ? possible(`+52${national}`) : null;
}

/** Length only: the numbers of the demo provider belong to nobody on purpose. */
function possible(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number, metadata);
  return parsed?.isPossible() ? parsed.number : null;
}
