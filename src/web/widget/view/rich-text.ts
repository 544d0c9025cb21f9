import { h } from './dom.js';

/** Only addresses that a browser does nothing surprising with. */
const LINK = /https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+|tel:\+?[\d().-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/** Text as nodes: what is plainly a link can be clicked, everything else stays exactly what was written. */
export function richText(text: string): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(/[.,;:!?)\]}'»”]+$/, '');
    const href = hrefOf(shown.includes(':') ? shown : `mailto:${shown}`);
    if (!href) continue;
    parts.push(text.slice(done, match.index), h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, shown));
    done = match.index + shown.length;
  }
  parts.push(text.slice(done));
  return parts;
}

/** As the browser would write it, or null when it is no address after all. */
function hrefOf(address: string): string | null {
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}
