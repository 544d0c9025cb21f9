import { type DigitGroup, digitGroups, wordsBefore } from './digit-groups.js';

export interface FoundAccount {
  readonly value: string;
  /** "Cuenta", "cliente"… stands before it. */
  readonly labelled: boolean;
  readonly start: number;
  readonly end: number;
}

const ACCOUNT = new Set(['cuenta', 'cta', 'cliente', 'suscriptor', 'contrato', 'account', 'acct', 'customer', 'client', 'subscriber']);
const OTHER = new Set([
  'folio',
  'reporte',
  'ticket',
  'orden',
  'caso',
  'queja',
  'referencia',
  'ref',
  'clabe',
  'tarjeta',
  'serie',
  'codigo',
  'nip',
  'pin',
  'postal',
  'cp',
  'rfc',
  'curp',
  'factura',
  'pedido',
  'pesos',
  'telefono',
  'tel',
  'celular',
  'cel',
  'whatsapp',
  'order',
  'report',
  'case',
  'reference',
  'card',
  'serial',
  'code',
  'zip',
  'invoice',
  'phone',
  'cell',
]);
/** A group this long is a number by itself and not a part of a spaced one. */
const LONGEST_PART = 4;

/**
 * The account number in a text from which mail addresses, folios and telephones have been blanked. Of several, the last that is not
 * denied ("no es 100004, es 100005").
 */
export function findAccount(text: string, digits: number): FoundAccount | null {
  const found = candidates(digitGroups(text), digits).flatMap(({ value, start, end }) => {
    const label = wordsBefore(text, start, 5).find((word) => ACCOUNT.has(word) || OTHER.has(word));
    if (label !== undefined && OTHER.has(label)) return [];
    return [
      {
        value,
        start,
        end,
        labelled: label !== undefined,
        denied: /\b(?:no|not) (?:es |is |era |was )?(?:la |el |the )?$/.test(text.slice(Math.max(0, start - 20), start)),
      },
    ];
  });
  const best = found.filter(({ denied }) => !denied).at(-1) ?? found.at(-1);
  return best ? { value: best.value, labelled: best.labelled, start: best.start, end: best.end } : null;
}

function candidates(groups: readonly DigitGroup[], digits: number): { value: string; start: number; end: number }[] {
  const runs: DigitGroup[][] = [];
  for (const group of groups) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && group.joined && Math.max(group.digits.length, before.digits.length) <= LONGEST_PART) run.push(group);
    else runs.push([group]);
  }
  return runs.flatMap((run) => {
    const value = run.map((group) => group.digits).join('');
    const first = run[0];
    const last = run.at(-1);
    return value.length === digits && first && last ? [{ value, start: first.start, end: last.end }] : [];
  });
}
