import { isIPv6 } from 'node:net';
import { WebError } from './errors.js';

/** What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped) return mapped;
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  const behind = right ? right.split(':').length : 0;
  const zeros = right === undefined ? 0 : 8 - groups.length - behind;
  const whole = [...groups, ...Array<string>(zeros).fill('0'), ...(right ? right.split(':') : [])];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** How many sockets may be open, in all and for one network address. */
export class SocketPlaces {
  private open = 0;
  private readonly byNetwork = new Map<string, number>();

  constructor(
    private readonly limit: number,
    private readonly limitPerAddress: number,
  ) {}

  /** @returns what gives the place back. @throws {WebError} when all are taken. */
  take(address: string): () => void {
    const network = networkOf(address);
    const taken = this.byNetwork.get(network) ?? 0;
    if (taken >= this.limitPerAddress) throw new WebError('TooManyRequests', 'Too many streams from this address.');
    if (this.open >= this.limit) throw new WebError('Overloaded');
    this.open += 1;
    this.byNetwork.set(network, taken + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.leave(network);
    };
  }

  private leave(network: string): void {
    this.open -= 1;
    const taken = (this.byNetwork.get(network) ?? 1) - 1;
    if (taken === 0) this.byNetwork.delete(network);
    else this.byNetwork.set(network, taken);
  }
}
