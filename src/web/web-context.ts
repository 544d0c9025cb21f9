import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Webchat } from '../channels/webchat.js';
import type { Clock } from '../clock.js';
import type { Locales } from '../locales.js';
import type { ReadLetter } from '../mail/read-letters.js';
import type { Store } from '../store/store.js';
import { WebError } from './errors.js';
import type { Tokens } from './tokens.js';
import type { WebConfig } from './web-config.js';

/** State of one part of the program. `problem`: what is wrong and what a person must do. */
export interface Health {
  readonly name: string;
  readonly ok: boolean;
  readonly problem: string | null;
}

/** What the web part is given by whoever composes the program. */
export interface WebDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Name of this node, for the store's leases. */
  readonly node: string;
  readonly config: WebConfig;
  readonly webchat: Webchat;
  /** The company, as customers know it. */
  readonly provider: { readonly name: string; readonly timeZone?: string };
  readonly locales: Locales;
  /** The newest letters to contacts on file, for the demonstration's mailbox; left out: there is none. */
  readonly mailbox?: (limit: number) => Promise<readonly ReadLetter[]>;
  /** Store and channels, for `/readyz`. */
  health(): Promise<readonly Health[]>;
  readonly log: FastifyBaseLogger;
}

export interface WebContext extends WebDeps {
  readonly tokens: Tokens;
  readonly originAllowed: (request: FastifyRequest) => boolean;
}

/** Options of our fastify plugins. */
export interface WebOptions {
  readonly ctx: WebContext;
}

/** Our address as this client sees it, without a slash at the end. */
export function baseUrl(request: FastifyRequest, { config }: WebContext): string {
  return config.publicUrl ?? `${request.protocol}://${request.host}`;
}

/** The configured language nearest to a BCP 47 tag, or null. */
export function pickLanguage(tag: string | null | undefined, languages: readonly string[]): string | null {
  if (!tag) return null;
  const wanted = tag.toLowerCase();
  const exact = languages.find((language) => language.toLowerCase() === wanted);
  return exact ?? languages.find((language) => primary(language) === primary(wanted)) ?? null;
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** A value of the form wanted, or `BadArgument` that names the fields at fault and never what they held. */
export function parseAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, code, ...issue }) => [...path, ...('keys' in issue ? issue.keys : [])].join('.') || code);
  throw new WebError('BadArgument', `Not of the form that is accepted: ${fields.join(', ')}.`);
}
