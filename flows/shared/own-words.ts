import { plain } from './plain.js';

/**
 * What a procedure must know of the customer's own words and no intent tells: words of both languages, looked for without accents. Each is
 * asked only where the intent fits already.
 */
const RESTARTED =
  /\b(reinicie|reiniciado|reiniciamos|resetee|reseteado|apague|apagado y|desconecte|desenchufe|restarted|rebooted|unplugged|power cycled|turned (it )?off|reset it)\b/;
const NOT_DONE =
  /\b(no|sin|not|havent|haven't|didnt|didn't|cant|can't|couldn't|como) (\p{L}+ ){0,2}(reinici|resete|apag|descon|desen|restart|reboot|unplug|turn|reset)/u;

/** "Ya lo apagué y lo prendí": it was off and on again before anybody asked for it. */
export function tellsOfRestart(text: string): boolean {
  const words = plain(text);
  return RESTARTED.test(words) && !NOT_DONE.test(words);
}

const ON = /\b(luz|luces|foco|focos|foquito|foquitos|led|leds|prendid[oa]s?|encendid[oa]s?|lights?|turned on|powered on)\b/;

/** "Está conectado y prendido": not only plugged in, but on. */
export const tellsOfLights = (text: string): boolean => ON.test(plain(text));

const BLACKOUT =
  /\b(se (nos )?fue la luz|se corto la luz|se cayo la luz|cortaron la luz|(no hay|no tengo|no tenemos|sin) (luz|electricidad|corriente) (en|desde)|no hay electricidad|apagon|cfe|blackout|power outage|(power|electricity) (is|went) (out|off)|no (power|electricity) (at|in|since))\b/;
const EQUIPMENT = /\b(modem|router|aparato|equipo|foco|foquito|boton|eliminador|cable|device|box)\b/;

/** "Se fue la luz en la colonia": the house has no electricity; of the equipment it says nothing. */
export function tellsOfBlackout(text: string): boolean {
  const words = plain(text);
  return BLACKOUT.test(words) && !EQUIPMENT.test(words);
}

const ELECTRICITY = /\b(luz|electricidad|energia|apagon|cfe|electricity|power|blackout)\b/;
const SERVICE = /\b(internet|wifi|wi fi|senal|servicio|linea|modem|signal|service|tele|tv)\b/;

/** "Ya volvió la luz": of the electricity alone, which says nothing of the service. */
export function tellsOfElectricity(text: string): boolean {
  const words = plain(text);
  return ELECTRICITY.test(words) && !SERVICE.test(words);
}

const GIVES_UP =
  /\b(cancel\p{L}*|ya no (la |lo )?(quier|necesit|ocup|hace falta|veng|vay|que veng|mand)\p{L}*|que no veng\p{L}*|no longer|any ?more|call off|don'?t (come|send|need))/u;

const KEEPS = /\b(no|don'?t|not) (la |lo |me |se |quiero |quiere )*cancel/;

/** "Quiero cancelar mi visita", "ya no vengan": not another date, but none. */
export function givesVisitUp(text: string): boolean {
  const words = plain(text);
  return GIVES_UP.test(words) && !KEEPS.test(words);
}

/** A letter of an area and figures, as a folio's number is written; letter and figures are one word, so that "a 100006" is none. */
const FOLIO = /\b[tacs]-?\d(?:[ .-]?\d){3,}/;

/** The text has a number that looks like a folio's and is not this one, which is the one that could be read: a figure of it is wrong. */
export function mistypesFolio(text: string, read: string | undefined): boolean {
  const [written] = FOLIO.exec(plain(text)) ?? [];
  const bare = written?.replace(/[^a-z\d]/g, '').toUpperCase();
  return bare !== undefined && (read === undefined || !bare.startsWith(read));
}
