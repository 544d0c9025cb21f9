/** What a visitor may send: photos, recordings and documents, but nothing that a browser would run. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_FILES = 5;

const TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/heif',
  'application/pdf',
  'text/plain',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/ogg',
  'audio/webm',
];

/** For the `accept` attribute of the file picker. */
export const ACCEPT = TYPES.join(',');

export type FileProblem = 'type' | 'size' | 'empty' | 'count';

/** Why `file` cannot be added to `already` chosen ones, or null. */
export function fileProblem(file: { readonly type: string; readonly size: number }, already: number): FileProblem | null {
  if (!TYPES.includes(file.type)) return 'type';
  if (file.size > MAX_FILE_BYTES) return 'size';
  if (file.size === 0) return 'empty';
  return already >= MAX_FILES ? 'count' : null;
}

/** Images that every browser shows by itself. */
export function isShownInline(contentType: string): boolean {
  return /^image\/(jpeg|png|gif|webp)$/.test(contentType);
}
