import { parseArgs } from 'node:util';
import type { EntityOptions } from './entities/entities.js';
import type { Reading } from './reading.js';
import { BACKGROUND } from './scorer.js';

/** What `nlu:try` and `nlu:eval` read with. They do not know the provider: no check digit of a folio is verified. */
export const PLAIN_OPTIONS: EntityOptions = {
  timeZone: 'America/Mexico_City',
  parseFolio: (text) => /^[TACS]\d{6,}$/.exec(text.replace(/[\s.-]/g, '').toUpperCase())?.[0] ?? null,
};

/** The one argument and the options of a tool. Prints how to use it, and returns null, when that is not what it got. */
export function readArguments(usage: string): { readonly argument: string; readonly language: string; readonly json: boolean } | null {
  const options = { lang: { type: 'string' }, json: { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [argument, ...more] = positionals;
    if (argument !== undefined && more.length === 0) return { argument, language: values.lang ?? 'es-MX', json: values.json ?? false };
  } catch {
    // An unknown option: the usage says which there are.
  }
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
  return null;
}

/** The intent that a reading comes down to when no question was asked. */
export function intentOf({ understood, guess }: Reading): string {
  switch (understood.type) {
    case 'unclear':
      return understood.intents[0] ?? BACKGROUND;
    case 'command':
      return understood.command.type === 'person' ? 'talk_to_human' : guess.intent;
    case 'event':
      return understood.event.type === 'INTENT'
        ? understood.event.intent
        : understood.event.type === 'CORRECTION'
          ? 'provide_identifiers'
          : guess.intent;
  }
}
