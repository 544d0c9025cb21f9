export type Language = 'es-MX' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** What the host page chose with `data-` attributes of the script tag. */
export interface Options {
  /** `data-server`: base address, ends in `/`; default: where the script came from. */
  readonly server: string;
  /** `data-lang`; default: the page's language, then the browser's. */
  readonly language: Language;
  /** `data-title`, `data-label` (of the closed button); null: the widget's own words. */
  readonly title: string | null;
  readonly label: string | null;
  /** `data-color`: the brand's colour, any CSS colour. */
  readonly color: string | null;
  /** `data-theme`: `light`, `dark` or `auto` (the visitor's system). */
  readonly theme: Theme;
  /** `data-position`: the corner, `left` or `right`. */
  readonly position: 'left' | 'right';
  /** `data-privacy`: address of the privacy notice, shown under the text box. */
  readonly privacyUrl: string | null;
}

export function readOptions(script: HTMLScriptElement): Options {
  const data = script.dataset;
  const home = new URL('.', script.src || location.href);
  return {
    server: withSlash(new URL(data.server ?? '', home).href),
    language: pickLanguage(data.lang || document.documentElement.lang || navigator.language),
    title: data.title || null,
    label: data.label || null,
    color: data.color || null,
    theme: data.theme === 'light' || data.theme === 'dark' ? data.theme : 'auto',
    position: data.position === 'left' ? 'left' : 'right',
    privacyUrl: data.privacy ? new URL(data.privacy, location.href).href : null,
  };
}

function pickLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith('en') ? 'en' : 'es-MX';
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
