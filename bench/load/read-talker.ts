import { HttpConnection } from '../http-connection.js';
import { connectionOf } from './post-talker.js';
import type { Target } from './protocol.js';
import type { Talker } from './talker.js';

/** Another system of the company, which asks the operator's API for the same again and again. */
export async function makeReadTalker({ name, path = '/', secret, ports: [port = 0], customers }: Target): Promise<Talker> {
  const connections = await Promise.all(Array.from({ length: customers }, () => HttpConnection.open(port)));
  const headers = `authorization: Bearer ${secret}\r\n`;
  const ask = (index: number) => connectionOf(connections, index).request('GET', path, headers);
  const { body: expected } = await ask(0);
  return {
    customers,
    async work(index) {
      const begun = performance.now();
      const { status, body } = await ask(index);
      if (status !== 200) throw new Error(`${name} answered ${status} ${body}`);
      return { accepted: performance.now() - begun, replied: 0 };
    },
    verify: async () => (foundSomething(expected) ? [] : [`${path} found nothing: ${expected}`]),
  };
}

/** One thing, or a page that is not empty. */
function foundSomething(body: string): boolean {
  const { number, items } = JSON.parse(body) as { readonly number?: string; readonly items?: readonly unknown[] };
  return number !== undefined || (items !== undefined && items.length > 0);
}
