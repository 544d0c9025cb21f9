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

/** HS256 tokens under a key derived from the secret, so that the secret itself is never a signature's key. */
export function makeTokens(secret: string, ttlSeconds: number, clock: Clock): Tokens {
  const key = createHmac('sha256', secret).update('ventanilla direct line tokens').digest();
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true });
  const open = createVerifier({ key, algorithms: ['HS256'], ignoreExpiration: true });
  const now = () => Math.floor(clock.now() / 1000);
  const firstUse = makeUsedTickets(now);

  const claimsOf = (token: string): Claims => {
    let payload: unknown;
    try {
      payload = open(token);
    } catch {
      throw new WebError('Unauthorized', 'The token is not valid.');
    }
    if (!isClaims(payload)) throw new WebError('Unauthorized', 'The token is not valid.');
    if (payload.exp <= now()) throw new WebError('TokenExpired');
    return payload;
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
