import type { ReadLetter } from '../mail/read-letters.js';
import { escaped } from './escaped.js';

/** The same in both languages; the page's script shows one of them. */
const both = (es: string, en: string): string => `<span data-l="es">${escaped(es)}</span><span data-l="en">${escaped(en)}</span>`;

type Words = readonly [es: string, en: string];
const KINDS: Readonly<Record<ReadLetter['kind'], Words>> = {
  email: ['Correo', 'E-mail'],
  sms: ['Mensaje de texto', 'Text message'],
};
const STATES: Readonly<Record<ReadLetter['status'], Words>> = {
  queued: ['por salir', 'about to leave'],
  sent: ['enviado', 'sent'],
  failed: ['no salió', 'did not leave'],
  void: ['anulado', 'void'],
};

function letter({ kind, to, subject, text, status, at }: ReadLetter, written: (at: number, language: string) => string): string {
  const time = `<time datetime="${new Date(at).toISOString()}">${both(written(at, 'es-MX'), written(at, 'en'))}</time>`;
  return `<li class="letter ${kind}" data-status="${status}">
<p class="meta"><strong>${both(...KINDS[kind])}</strong> <span class="to">${escaped(to)}</span> · ${time} · ${both(...STATES[status])}</p>
${subject === null ? '' : `<h2>${escaped(subject)}</h2>\n`}<p class="words">${escaped(text)}</p>
</li>`;
}

const LOGO =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect class="b" width="32" height="32" rx="8"/><path class="w" d="M6 14.5a14.2 14.2 0 0 1 20 0M10.3 18.8a8.1 8.1 0 0 1 11.4 0"/><circle class="d" cx="16" cy="23.5" r="2.3"/></svg>';

const EMPTY = both(
  'Todavía no hay nada. Cuando el asistente mande un código o un aviso, aparecerá aquí.',
  'Nothing yet. When the assistant sends a code or a notice, it appears here.',
);

/** The mailbox of the demonstration, as a page of its website. @param written an instant in a language, in the provider's time. */
export const mailboxPage = (
  provider: string,
  letters: readonly ReadLetter[],
  written: (at: number, language: string) => string,
): string => `<!doctype html>
<html lang="es-MX" data-title-en="Mailbox of the demonstration: ${escaped(provider)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Buzón de la demostración: ${escaped(provider)}</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/site.css">
<link rel="stylesheet" href="/pages/mailbox.css">
<script src="/pages/site.js"></script>
</head>
<body>
<a class="skip" href="#contenido">${both('Ir al contenido', 'Skip to content')}</a>
<aside class="demo" aria-label="Demo"><p><strong>${both('Sitio de demostración.', 'Demonstration site.')}</strong> ${both('La empresa, las personas y los datos son inventados.', 'The company, the people and the data are made up.')}</p></aside>
<header class="top">
<div class="wrap">
<a class="logo" href="/">${LOGO}${escaped(provider)}</a>
<nav aria-label="Principal">
<a href="/">${both('Inicio', 'Home')}</a>
<a data-l="es" href="/demo/mailbox?lang=en" hreflang="en" lang="en">English</a><a data-l="en" href="/demo/mailbox?lang=es" hreflang="es-MX" lang="es-MX">Español</a>
</nav>
</div>
</header>
<main id="contenido" class="wrap text">
<h1>${both('Buzón de la demostración', 'Mailbox of the demonstration')}</h1>
<p>${both('Aquí está lo que una instalación real mandaría por correo o mensaje de texto a los contactos registrados de los clientes inventados. De aquí no sale nada.', 'What a real installation would send by e-mail or text message to the registered contacts of the made-up customers. Nothing leaves from here.')}</p>
<p><a class="button plain" href="/demo/mailbox">${both('Actualizar', 'Refresh')}</a></p>
${letters.length === 0 ? `<p class="empty">${EMPTY}</p>` : `<ol class="letters">\n${letters.map((one) => letter(one, written)).join('\n')}\n</ol>`}
</main>
</body>
</html>
`;
