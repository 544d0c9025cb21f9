/** A kind of file that customers may send. */
export interface FileKind {
  readonly contentType: string;
  readonly extension: string;
}

/** Pictures that every browser shows by itself. */
export const isPicture = (contentType: string): boolean => /^image\/(png|jpeg|gif|webp)$/.test(contentType);

/** What is accepted, for people. */
export const ACCEPTED = 'PNG, JPEG, WebP, GIF or HEIC pictures, PDF, MP3, OGG, WebM or MP4 recordings, and plain text';

const picture = (name: string, extension: string): FileKind => ({ contentType: `image/${name}`, extension });
const recording = (declared: string, name: string, extension: string, otherwise: 'audio' | 'video'): FileKind => {
  const family = /^(audio|video)\//.exec(declared)?.[1] ?? otherwise;
  return { contentType: `${family}/${name}`, extension };
};

/** Brands of ISO media files: recordings and the pictures that phones make. */
const HEIC = /^(heic|heix|heim|heis|mif1|msf1)$/;
const MP4 = /^(isom|iso[2-9]|mp4[12]|avc1|M4A |M4V |3gp[4-9]|dash)$/;

const startsWith = (bytes: Buffer, signature: string, at = 0): boolean => bytes.toString('latin1', at, at + signature.length) === signature;

/** What the file's own first bytes say. A name or a declared type proves nothing; it only tells sound from film. */
export function fileKind(bytes: Buffer, declared: string): FileKind | null {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return picture('png', 'png');
  if (startsWith(bytes, '\xff\xd8\xff')) return picture('jpeg', 'jpg');
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return picture('gif', 'gif');
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return picture('webp', 'webp');
  if (startsWith(bytes, '%PDF-')) return { contentType: 'application/pdf', extension: 'pdf' };
  if (startsWith(bytes, 'ID3') || isMpegAudio(bytes)) return recording('audio/', 'mpeg', 'mp3', 'audio');
  if (startsWith(bytes, 'OggS')) return recording(declared, 'ogg', 'ogg', 'audio');
  if (startsWith(bytes, '\x1aE\xdf\xa3') && bytes.subarray(0, 64).includes('webm')) return recording(declared, 'webm', 'webm', 'video');
  if (startsWith(bytes, 'ftyp', 4)) return isoMedia(bytes, declared);
  return isPlainText(bytes, declared) ? { contentType: 'text/plain', extension: 'txt' } : null;
}

const isMpegAudio = (bytes: Buffer): boolean => bytes[0] === 0xff && [0xfb, 0xf3, 0xf2, 0xfa].includes(bytes[1] ?? 0);

function isoMedia(bytes: Buffer, declared: string): FileKind | null {
  const brand = bytes.toString('latin1', 8, 12);
  if (HEIC.test(brand)) return picture('heic', 'heic');
  return MP4.test(brand) ? recording(declared, 'mp4', 'mp4', 'video') : null;
}

/** Plain text has no signature: it has to be declared, to be UTF-8, and to hold no control character but tabs and line ends. */
function isPlainText(bytes: Buffer, declared: string): boolean {
  if (!/^text\/plain\b/i.test(declared)) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
