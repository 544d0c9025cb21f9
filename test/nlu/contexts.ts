import type { Context } from '../../src/nlu/reading.js';
import { productReader } from '../support/reader.js';

type Choice = readonly [id: string, label: string, ...synonyms: string[]];

/** A waiting state as the reader sees it. */
export const asking = (accepts: readonly string[], slot: string | null = null, choices: readonly Choice[] = []): Context => ({
  flow: 'some-flow',
  state: 'asking',
  slot,
  accepts: new Set(accepts),
  choices: choices.map(([id, label, ...synonyms]) => ({ id, label, synonyms })),
});

const PERSON: Choice = ['person', 'Hablar con alguien', 'asesor'];

export const yesNo = asking(['YES', 'NO', 'CHOICE', 'INTENT'], null, [['yes', 'Sí'], ['no', 'No'], PERSON]);
export const account = asking(['ANSWER', 'CHOICE', 'NO'], 'account', [['noAccount', 'No la tengo', 'no me acuerdo'], PERSON]);
export const email = asking(['ANSWER', 'CHOICE', 'NO'], 'email', [['noEmail', 'No tengo correo', 'no uso correo'], PERSON]);
export const phone = asking(['ANSWER'], 'phone', [PERSON]);
export const folio = asking(['ANSWER', 'INTENT'], 'folio', [PERSON]);
export const when = asking(['ANSWER'], 'when', [PERSON]);
export const words = asking(['ANSWER', 'INTENT'], 'text', [PERSON]);
export const menu = asking(['CHOICE', 'INTENT'], null, [
  ['failure', 'Reportar una falla', 'falla'],
  ['folio', 'Ver mi folio', 'folio'],
  ['cancelService', 'Dar de baja', 'cancelar mi servicio'],
  ['other', 'Otra cosa', 'otro asunto'],
  PERSON,
]);
/** Offered on Tuesday 24 November 2026. */
export const slots = asking(['CHOICE', 'INTENT', 'NO'], null, [
  ['slot-0', 'miércoles, 25 de noviembre, por la mañana (09:00 a 13:00)'],
  ['slot-1', 'miércoles, 25 de noviembre, por la tarde (14:00 a 18:00)'],
  ['slot-2', 'jueves, 26 de noviembre, por la mañana (09:00 a 13:00)'],
  ['later', 'Ver más fechas', 'otra fecha', 'más adelante'],
  ['none', 'Prefiero que llamen', 'ninguna'],
  PERSON,
]);

/** Tuesday 24 November 2026, 15:30 in Mexico City. */
export const NOW = Date.parse('2026-11-24T15:30:00-06:00');

const reader = await productReader();

/** Reads as in a conversation in Spanish, unless another language is given. */
export const read = (text: string, context: Context | null = null, language = 'es-MX') => reader.read(text, context, language, NOW);

/** What was understood, in a few words: `INTENT greeting`, `CHOICE slot-1`, `person`, `unclear`. */
export function understood(text: string, context: Context | null = null, language = 'es-MX'): string {
  const { understood: meaning } = read(text, context, language);
  if (meaning.type === 'unclear') return ['unclear', ...meaning.intents].join(' ');
  if (meaning.type === 'command')
    return meaning.command.type === 'language' ? `language ${meaning.command.language}` : meaning.command.type;
  const { event } = meaning;
  switch (event.type) {
    case 'INTENT':
      return `INTENT ${event.intent}`;
    case 'CHOICE':
      return `CHOICE ${event.id}`;
    case 'ANSWER':
      return `ANSWER ${event.value}`;
    case 'CORRECTION':
      return `CORRECTION ${event.fact} ${event.value}`;
    default:
      return event.type;
  }
}
