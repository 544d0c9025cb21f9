import { plain } from './plain.js';

/** Asked of words that no procedure takes: a complaint that nobody recognised is not to be answered with an article. Both languages, without accents. */
const COMPLAINT =
  /\b(quej\p{L}*|reclam\p{L}*|inconform\p{L}*|denunci\p{L}*|demand(a|ar|o|are|arlos)|pesim[oa]s?|grose\p{L}*|rater[oa]s?|rob(o|an|aron|ando)|estaf\p{L}*|fraude\p{L}*|maltrat\p{L}*|abus\p{L}*|hart[oa]s?|reembols\p{L}*|bonific\p{L}*|devuelv\p{L}*|devolucion\p{L}*|complain\p{L}*|rude\p{L}*|terrible|awful|worst|scam\p{L}*|fraud\p{L}*|thie(f|ves)|steal\p{L}*|sue|lawsuit|refund\p{L}*|fed up)\b/u;

/** "Son unos rateros": the customer is dissatisfied, whatever it is about. */
export const tellsOfComplaint = (text: string): boolean => COMPLAINT.test(plain(text));
