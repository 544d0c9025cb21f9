/** Width and height in pixels as a picture's own header says, or null when it has none that can be read. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Bytes in which every format but JPEG says its size. */
const HEADER = 32;

/**
 * Reads the header only: a picture is never decoded here, so a small file that unfolds into a giant one costs
 * nothing and can be refused before anybody's screen tries.
 */
export function imageSize(bytes: Buffer, contentType: string): ImageSize | null {
  const size = contentType === 'image/jpeg' ? jpegSize(bytes) : headerSize(bytes, contentType);
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/** What is missing of a header that breaks off reads as zeros, and so as no size. */
function headerSize(bytes: Buffer, contentType: string): ImageSize | null {
  const header = Buffer.alloc(HEADER);
  bytes.copy(header, 0, 0, HEADER);
  if (contentType === 'image/png') return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
  if (contentType === 'image/gif') return { width: header.readUInt16LE(6), height: header.readUInt16LE(8) };
  return contentType === 'image/webp' ? webpSize(header) : null;
}

function webpSize(header: Buffer): ImageSize | null {
  const chunk = header.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: header.readUIntLE(24, 3) + 1, height: header.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { width: header.readUInt16LE(26) & 0x3fff, height: header.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return null;
  const bits = header.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Walks the segments to the frame header (SOF0 to SOF15, without the three that are something else). */
function jpegSize(bytes: Buffer): ImageSize | null {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    // A marker may be preceded by fill bytes, 0xff too.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
