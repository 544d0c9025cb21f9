import { createHash } from 'node:crypto';
import { escaped } from './escaped.js';

/** What a page of the check shows. All of it is plain text. */
export interface VerifyPage {
  readonly language: string;
  readonly provider: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  readonly genuine: boolean;
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly note: string;
  /** The same page in the other language. */
  readonly other: { readonly language: string; readonly label: string; readonly url: string };
}

const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1e;--soft:#55555c;--line:#d9d9de;--yes:#176b3a;--no:#9b1c1c;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--paper:#16161a;--ink:#f3f3f5;--soft:#b4b4bd;--line:#3a3a42;--yes:#6fd59b;--no:#ff9c9c;--link:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.55 system-ui,sans-serif}
main,header{max-width:44rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line)}
a{color:var(--link)}
h1{font-size:1.5rem;line-height:1.25}
h1.yes{color:var(--yes)}
h1.no{color:var(--no)}
dl{margin:1.5rem 0;border-top:1px solid var(--line)}
dl div{padding:.6rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);font-size:.92rem}
dd{margin:0;font-weight:600;overflow-wrap:anywhere}
p.note{color:var(--soft)}
`;

/** Our own style and nothing else: no script, no frame, no picture, no address of anybody's. */
export const VERIFY_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;

export function verifyPage({ language, provider, title, heading, text, genuine, rows, note, other }: VerifyPage): string {
  const [lang, otherLang] = [language, other.language].map(escaped);
  const list = rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('');
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(provider)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><span>${escaped(provider)}</span><a href="${escaped(other.url)}" hreflang="${otherLang}" lang="${otherLang}">${escaped(other.label)}</a></header>
<main>
<h1 class="${genuine ? 'yes' : 'no'}">${escaped(heading)}</h1>
<p>${escaped(text)}</p>
${rows.length > 0 ? `<dl>${list}</dl>` : ''}
<p class="note">${escaped(note)}</p>
</main>
</body>
</html>
`;
}
