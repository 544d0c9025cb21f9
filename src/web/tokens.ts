import { createHmac, randomUUID } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import type { Clock } from '../clock.js';
import { WebError } from './errors.js';
import type { Party } from './party.js';

interface Claims {
  readonly conv: string;
  readonly user: string;
  readonly addr: string;
  readonly lang: string;
  /** Epoch seconds. */
  readonly exp: number;
  /** `stream`: a ticket for one socket. */
  readonly use?: 'stream';
  readonly jti?: string;
}

export interface Tokens {
  mint(party: Party): string;
  /** @throws {WebError} `Unauthorized`, or `TokenExpired` when it was good once. */
  verify(token: string): Party;
  /** Opens one socket within a minute; it is what an address may carry instead of a token. */
  ticket(party: Party): string;
  /** Consumes a ticket. A token is taken too, for clients that put theirs into the address of the stream. */
  redeem(ticketOrToken: string): Party;
}

const TICKET_SECONDS = 60;
/** Verified tokens that are remembered, so that a conversation pays for its signature once. */
const REMEMBERED = 10_000;

const isClaims = (value: unknown): value is Claims => {
  const claims = Object(value) as Partial<Record<keyof Claims, unknown>>;
  return typeof claims.exp === 'number' && [claims.conv, claims.user, claims.addr, claims.lang].every((claim) => typeof claim === 'string');
};

/** Tickets redeemed and not yet too old to be tried again. They live a minute, so memory is enough, and a restart forgets at most that. */
function makeUsedTickets(now: () => number) {
  const used = new Map<string, number>();
  return (id: string, expires: number): boolean => {
    for (const [old, until] of used) {
      if (until > now()) break;
      used.delete(old);
    }
    if (used.has(id)) return false;
    used.set(id, expires);
    return true;
  };
}

/** Keeps the last results of a function that throws for what must not be kept. */
function remember<T>(limit: number, compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const computed = compute(key);
    const [oldest] = known.keys();
    if (known.size >= limit && oldest !== undefined) known.delete(oldest);
    known.set(key, computed);
    return computed;
  };
}

/** HS256 tokens under a key derived from the secret, so that the secret itself is never a signature's key. */
export function makeTokens(secret: string, ttlSeconds: number, clock: Clock): Tokens {
  const key = createHmac('sha256', secret).update('ventanilla direct line tokens').digest();
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true });
  const open = createVerifier({ key, algorithms: ['HS256'], ignoreExpiration: true });
  const now = () => Math.floor(clock.now() / 1000);
  const firstUse = makeUsedTickets(now);

  const verified = remember(REMEMBERED, (token) => {
    try {
      const payload: unknown = open(token);
      if (isClaims(payload)) return payload;
    } catch {
      // Why it is not valid is nobody's business.
    }
    throw new WebError('Unauthorized', 'The token is not valid.');
  });
  const claimsOf = (token: string): Claims => {
    const claims = verified(token);
    if (claims.exp <= now()) throw new WebError('TokenExpired');
    return claims;
  };
  const claim = (party: Party, seconds: number) => ({
    conv: party.conversation,
    user: party.user,
    addr: party.address,
    lang: party.language,
    exp: now() + seconds,
  });
  const partyOf = ({ conv, user, addr, lang }: Claims): Party => ({ conversation: conv, user, address: addr, language: lang });

  return {
    mint: (party) => sign(claim(party, ttlSeconds)),
    verify(token) {
      const claims = claimsOf(token);
      if (claims.use) throw new WebError('Unauthorized', 'A ticket for a stream is not a token.');
      return partyOf(claims);
    },
    ticket: (party) => sign({ ...claim(party, TICKET_SECONDS), use: 'stream', jti: randomUUID() }),
    redeem(ticketOrToken) {
      const claims = claimsOf(ticketOrToken);
      if (claims.jti && !firstUse(claims.jti, claims.exp)) throw new WebError('Unauthorized', 'This ticket was used.');
      return partyOf(claims);
    },
  };
}
