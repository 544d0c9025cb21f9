import { randomBytes } from 'node:crypto';

const PROCESS = randomBytes(4).toString('hex');
let made = 0;

/** A text that sorts by the instant (epoch ms), then by the order of asking in this process, and that no other process makes. */
export function newPlace(now: number): string {
  made += 1;
  return `${digits(now, 12)}-${digits(made, 9)}-${PROCESS}`;
}

const digits = (value: number, length: number): string => Math.max(0, Math.floor(value)).toString(16).padStart(length, '0');
