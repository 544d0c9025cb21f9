const LAMP = '(?:luz|luces|foco|focos|foquito|foquitos|led|leds|lucecita|lucecitas|lampara|light|lights)';
const RED = '(?:roj[oa]s?|colorad[oa]s?)';
/** "Los" is also an article and "red" a network in Spanish: each counts only right beside its partner. */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\b${LAMP}\\b[^.;\\n]{0,40}\\b${RED}\\b`),
  new RegExp(`\\b${RED}\\b[^.;\\n]{0,25}\\b(?:${LAMP}|los|pon)\\b`),
  new RegExp(`\\b(?:los|pon)\\b(?: (?:esta|en|sale|prendido|prendida|parpadea|parpadeando|color|de)){0,3} ${RED}\\b`),
  /\b(?:red|orange) (?:\w{1,12} )?(?:light|lights|led|los|pon)\b/,
  /\b(?:light|lights|led|los|pon)\b(?: \w{1,12}){0,2} red\b/,
];
const DENIED: readonly RegExp[] = [
  new RegExp(`\\b(?:no|not|isnt|tampoco)\\b(?: (?:esta|is|se|sale|longer|en|ya|a)){0,3} (?:${RED}|red)\\b`),
  new RegExp(`\\b(?:no|sin|ninguna?)\\b(?: (?:hay|tiene|trae|veo|sale|se|ve|ningun|ninguna|there|is|any)){0,3} (?:red )?${LAMP}\\b`),
];

/** `los` when the folded text says that the optical lamp is red, else null. */
export const findLights = (text: string): 'los' | null =>
  PATTERNS.some((pattern) => pattern.test(text)) && !DENIED.some((pattern) => pattern.test(text)) ? 'los' : null;
