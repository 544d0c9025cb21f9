const LONGEST = 80;

/**
 * A file's name that is safe to show and to save: no path, no control or direction-changing characters, and
 * the extension of what it really is.
 */
export function fileName(name: string | undefined, extension: string): string {
  const base = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const stem = base
    .normalize('NFC')
    .replace(/[\p{C}"<>:|?*]/gu, '')
    .replace(/\.[^.]*$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...stem].slice(0, LONGEST).join('') || 'archivo'}.${extension}`;
}

/** RFC 6266, with a plain name for clients that know no better. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
