import { plain } from './plain.js';

/**
 * What a customer's words about cancelling come to. Asked only of words that are about cancelling: words of both languages, looked for
 * without accents. Where they can be read otherwise than as a notice, the customer is asked.
 */
export type NoticeWords =
  /** "Quiero cancelar": a notice, which counts from this moment. */
  | 'given'
  /** "¿Cómo le hago para cancelar?": wants to know how. */
  | 'asked'
  /** "Si no me arreglan hoy cancelo", "estoy pensando en cancelar": not now, or not surely. */
  | 'unsure'
  /** "Ya no quiero cancelar": wants to stay. */
  | 'kept';

const wordsOf = (text: string): string => plain(text).replace(/[’`´]/g, "'").replace(/[¿¡]/g, '');

const CANCEL = String.raw`(cancel\p{L}*|(dar(me|l[oa])?|de(n|nme|me|nl[oa])?|doy|damos) de baja|quit(ar|en)l[oa])`;

const KEPT = [
  /\b(ya no|no|mejor no|siempre no|tampoco)( (l[oae]|me|se|quiero|quisiera|deseo|voy a|vayan a|que|vamos a))* (cancel(ar(l[oa]|me)?|e|en|o|es)\b|dar(me|l[oa])? de baja|(me )?den de baja)/u,
  /\b(me arrepenti|cambi[oe] de (opinion|idea)|me quedo|nos quedamos|(retir(o|ar|en|amos)|anul(ar|en|o)) (mi |el |la |ese |esa )?(aviso|cancelacion|baja|solicitud))\b/,
  /\b(do not|don't|not going to|rather not|no longer want to|no longer|decided not to)( (want to|wish to|going to))* cancel\b/,
  /\b(changed my mind|withdraw (my |the )?(notice|cancellation)|(keep|stay with) (my |the |your )?(service|plan|line|internet|you)|want to stay|i'll stay)\b/,
];

const UNSURE = [
  new RegExp(String.raw`\b(si|como) (no|hoy|manana|siguen?|vuelven?|me vuelven?|otra vez|se vuelve)\b.*\b${CANCEL}`, 'u'),
  new RegExp(String.raw`\b[ou] (ya )?(l[oae]s? |me |mejor |voy a |de plano )*${CANCEL}`, 'u'),
  new RegExp(
    String.raw`\b(a lo mejor|tal vez|quizas?|capaz que|puede que|pensando|pienso|considerando|a punto de|estoy por|tendre que|voy a tener que|me van a obligar)\b.*\b${CANCEL}`,
    'u',
  ),
  /\b(if|unless|or else|otherwise|thinking (of|about)|might|may|maybe|perhaps|considering|about to)\b.*\bcancel/,
  /\bor (i|i'll|i will|we|we'll)\b.*\bcancel/,
  // Not the contract, or a way to say that something is paid.
  /\bcancel\p{L}* (mi |la |el |un |una |esa |ese |my |the )?(cita|visita|pago|saldo|adeudo|deuda|factura|recibo|cargo|reporte|orden|visit|appointment|payment|bill)\b/u,
];

const DECLARED = [
  new RegExp(
    String.raw`\b(quiero|quisiera|queremos|deseo|deseamos|necesito|solicito|pido|exijo|ocupo|urge|favor de|mejor|me p(uede|ueden|odria|odrian))( (que|ya|me|l[oae]|nos|la|el))* ${CANCEL}`,
    'u',
  ),
  /\b(solicito|pido|quiero|deseo|tramit[eo]|doy|este es|es) (mi |la |el |aviso de |su )*(aviso|cancelacion|baja)\b/,
  /(?<!\bdo )\b(i|we) (just )?(want|would like|wish|need|have) to (cancel|terminate|end|stop)\b|'d like to cancel\b|^(want|need) to cancel\b/,
  /\bplease (cancel|terminate)\b/,
];

const ASKED = [
  /\b(como|cuanto|cuando|donde|cual(es)?|a quien|con quien|que (necesit\p{L}*|requisitos?|documentos?|papeles|tengo que|hay que|debo|pasa|se (necesita|requiere|hace)|ocup\p{L}*))\b/u,
  /\b(se p(uede|odra)|puedo|podria|es posible|hay (algun )?(cargo|costo|multa|penalizacion)|cobran|plazo forzoso|penalizacion|requisitos|informacion|informes|saber)\b/,
  /\b(how|what|where|when|who|which|can i|could i|is it possible|is there|do i|fee|penalty|requirements)\b/,
];

const any = (patterns: readonly RegExp[], words: string): boolean => patterns.some((pattern) => pattern.test(words));

/** No words at all, as when the menu's choice was taken, are a notice. */
export function readNotice(text: string): NoticeWords {
  const words = wordsOf(text);
  if (any(KEPT, words)) return 'kept';
  if (any(UNSURE, words)) return 'unsure';
  if (any(DECLARED, words)) return 'given';
  return any(ASKED, words) ? 'asked' : 'given';
}

const PART = [
  /\b(solo|solamente|nomas|nada mas|unicamente|only|just)\b.*\b(tele|tv|television|canal(es)?|paquete de|telefon\p{L}*|linea telefonica|extension|decodificador|cajita|channels?|phone)\b/u,
  /\b(tele|tv|television|canales|telefon\p{L}*|channels|phone)\b.*\b(nomas|solamente|nada mas|unicamente|only)\b/u,
  /\b((lo demas|el resto) (lo |la )?(dej|conserv|sig)\p{L}*|quedar(me|nos) con (el |la |mi )?\p{L}+|keep (the |my )?(internet|tv|rest))\b/u,
];

const WHOLE = /\b(tod[oa]s?|completo|por completo|everything|all of it|whole|altogether)\b/;

/** "Cancelen todo": nothing less. */
export const tellsOfAll = (text: string): boolean => WHOLE.test(wordsOf(text));

/** "Nomás la tele, lo demás lo dejo": some of the services; the contract goes on. */
export const tellsOfPart = (text: string): boolean => any(PART, wordsOf(text));

const OTHERS = [
  /\b(de )?mis? (mama|papa|padres?|madre|espos[oa]|marido|mujer|herman[oa]s?|hij[oa]s?|abuel[oa]s?|suegr[oa]s?|ti[oa]s?|cunad[oa]|vecin[oa]|prim[oa]|sobrin[oa]|amig[oa]|novi[oa]|patron|jef[ea])\b/,
  /\b(fallecio|fallecid[oa]|murio|difunt[oa]|a (su )?nombre de (el|ella|otra|mi|un|una)|esta a su nombre|passed away|died|on behalf of)\b/,
  /\bmy (mother|mom|mum|father|dad|wife|husband|brother|sister|son|daughter|grandmother|grandfather|aunt|uncle|neighbou?r|friend|boss|in-laws)\b/,
];

/** "La línea de mi mamá": somebody else has the contract. */
export const tellsOfAnother = (text: string): boolean => any(OTHERS, wordsOf(text));

const ROLE = String.raw`(asesor\p{L}*|ejecutiv\p{L}*|operador\p{L}*|supervisor\p{L}*|representante|humano|agente|agent|human|representative|advisor|supervisor)`;
const PERSON = [
  new RegExp(String.raw`\b${ROLE}\b`, 'u'),
  /\b(habl\p{L}*|comuni\p{L}*|pas[ae]\p{L}*|atiend\p{L}*|llam\p{L}*|talk|speak|transfer|connect|call)\b.*\b(alguien|persona|someone|somebody|person)\b/u,
];

/** "Quiero hablar con alguien para cancelar": a person is to do the rest. */
export const tellsOfPerson = (text: string): boolean => any(PERSON, wordsOf(text));

const EARLIER = [
  /\b(ya (habia|les habia|lo habia)|(ya )?(solicite|pedi|avise|cancele|di de baja|hice la baja|tramite))\b.*\b(hace|desde|pasad[oa]|anterior|ayer|antier|meses?|semanas?|dias?)\b/,
  /\bhace (un|una|dos|tres|varios|varias|\d+) (mes|meses|semanas?|dias?)\b.*\b(solicite|pedi|avise|cancele|baja)\b/,
  /\b(already )?(cancell?ed|asked|requested|gave notice)\b.*\b(ago|last (month|week)|before|already)\b/,
];

/** "Solicité la baja hace un mes": says that the notice was given before. */
export const tellsOfEarlier = (text: string): boolean => any(EARLIER, wordsOf(text));
