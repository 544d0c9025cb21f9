/** Numbers as text that a JSON file can hold and that costs next to nothing to read back. */

export function toBase64(numbers: Float32Array | Int16Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

export const toFloats = (text: string): Float32Array => new Float32Array(bytesOf(text));
export const toShorts = (text: string): Int16Array => new Int16Array(bytesOf(text));

/** A copy, because typed arrays want their bytes aligned. */
function bytesOf(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
