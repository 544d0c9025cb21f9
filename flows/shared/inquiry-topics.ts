import type { Matter } from './matters.js';
import { plain } from './plain.js';

/** What a doubt about the account's money, or about plans, comes to. */
export type Topic = 'balance' | 'dueDate' | 'bill' | 'howToPay' | 'terms' | 'payment' | 'plans';

/** The matters of the procedure `inquiry`, by intent, and whose the folio of each is when it cannot be answered at once. */
export const INQUIRIES: ReadonlyMap<string, Matter> = new Map<string, Matter>([
  ['balance_inquiry', { area: 'administrativa', type: 'doubt' }],
  ['billing_doubt', { area: 'administrativa', type: 'doubt' }],
  ['payment_reported_reconnection', { area: 'administrativa', type: 'doubt' }],
  ['plans_and_prices', { area: 'comercial', type: 'doubt' }],
]);

/** Topics that need no proof of who asks. */
export const PUBLIC_TOPICS: ReadonlySet<Topic> = new Set<Topic>(['howToPay', 'terms', 'plans']);

const wordsOf = (text: string): string => plain(text).replace(/\b(q|k|ke)\b/g, 'que');

/** "¿Dónde puedo pagar?", "la CLABE, por favor": how, and not how much. */
const HOW_TO_PAY =
  /\b(d?onde (se |puedo |lo |la |hago |hacer |mi |realiz\p{L}* )*(pag\p{L}*|deposit\p{L}*|transf\p{L}*)|como (le hago para |puedo |se |hago |hacer )*(pag\p{L}*|el pago)|(formas?|metodos?|opciones|medios|maneras) (de|en que puedo|para) pag\p{L}*|aceptan|clabe|datos (bancarios|para transferir)|referencia|(a que|numero de) (cuenta|tarjeta)|domiciliar|codi|(puedo|se puede) pagar (en|con|por)|oxxo|tarjeta|transferencia|efectivo|farmacias?|where (can|do|could) i (pay|deposit)|how (can|do|could) i pay|ways? to pay|payment (methods?|options?|reference)|pay (by|with|at|online|in cash)|bank (transfers?|account)|account (number )?to (pay|deposit))\b/u;

/** "¿Cuándo vence?", "¿qué pasa si me atraso?": until when, and what follows. */
const DUE_DATE =
  /\b(vence\p{L}*|fecha (de (corte|pago)|limite)|hasta (cuando|que dia)|que dias?|en que (fecha|dia)|para cuando|cuando (es|me toca|se|me cortan|cortan|tengo)|cada cuando|recargos?|atras\p{L}*|despues (de la fecha|del dia)|paso de la fecha|no pago a tiempo|pago tard\p{L}*|si pago tarde|dia me toca|mi corte|due date|when (is|do|does|will)|by when|until when|deadline|late fee|pay late|late payment|cut (service|me off|it off)|(if i )?don'?t pay)\b/u;

/** "¿Ya se reflejó mi pago?": what became of it, asked as if it were the balance. */
const PAYMENT_SEEN =
  /\b((se )?reflej\p{L}*|aparece|paso|registrad\p{L}*|acredit\p{L}*|llego) (ya )?(mi|el) pago|\b(mi|el) pago (ya )?(se )?(reflej|aparec|pas|registr|acredit|lleg)\p{L}*|\b(my|the) payment (gone|went|go|come|came|been|show|post|received|register)/u;

/** "¿Puedo pagar en partes?", "¿hay descuento si pago el año?": what may be agreed, which no bill tells. */
const TERMS =
  /\b(en partes|parcial(es)?|dividir|la mitad|(un|dar|mi) abono|abonar|por adelantado|adelantad[oa]|adelantar|si pago (antes|el ano)|hay descuento|hacen descuento|si me ausento|two parts|split|partial|in advance|discount)\b/u;
/** "¿Por qué…?": of what has been billed. */
const WHY = /\b(por ?que (me|mi|viene|vino|aparece|debo|pago|subio|aumento|estoy)|xq|why)\b/u;

function aboutBills(words: string): Topic {
  if (TERMS.test(words) && !WHY.test(words)) return 'terms';
  if (HOW_TO_PAY.test(words)) return 'howToPay';
  return DUE_DATE.test(words) ? 'dueDate' : 'bill';
}

/** What is asked, by the intent and the customer's own words; null: not said yet. */
export function topicOf(intent: string | null, text: string): Topic | null {
  const words = wordsOf(text);
  switch (intent) {
    case 'balance_inquiry':
      return PAYMENT_SEEN.test(words) ? 'payment' : 'balance';
    case 'billing_doubt':
      return words.trim() === '' ? null : aboutBills(words);
    case 'payment_reported_reconnection':
      return 'payment';
    case 'plans_and_prices':
      return 'plans';
    default:
      return null;
  }
}
