/** Beyond Latin 1, what the standard fonts of a PDF have. */
const MORE = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** The text as a PDF's standard fonts can show it: spaces of all kinds are spaces, and what has no letter there is left out. */
export const printable = (text: string): string =>
  [...text.normalize('NFC').replace(/[\s\u00a0\u202f\u2000-\u200a]+/gu, ' ')]
    .filter((letter) => MORE.includes(letter) || /^[\u0020-\u007e\u00a1-\u00ff]$/u.test(letter))
    .join('')
    .replace(/ {2,}/g, ' ');
