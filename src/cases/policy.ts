import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Policy, policySchema } from './policy-schema.js';

export type { Policy } from './policy-schema.js';

/** The policy file cannot be used. The message lists every problem, each with its field and what to write. */
export class PolicyInvalid extends Error {
  readonly code = 'POLICY_INVALID';
  constructor(
    file: string,
    readonly problems: readonly string[],
  ) {
    super(`The policy ${file} cannot be used. Correct it and start again:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** Reads the provider's policy, once, at start. @param file path of a YAML file. @throws {PolicyInvalid} */
export async function loadPolicy(file: string): Promise<Policy> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new PolicyInvalid(file, [`the file cannot be read (${cause.code ?? cause.message}): write its path in POLICY_FILE`]);
  });
  return parsePolicy(text, file);
}

/** The same for text at hand; `name` is how messages call it. @throws {PolicyInvalid} */
export function parsePolicy(text: string, name: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new PolicyInvalid(
      name,
      document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: not YAML: ${error.message.split('\n')[0]}`),
    );
  }
  const raw: unknown = document.toJS();
  const parsed = policySchema.safeParse(raw);
  if (!parsed.success)
    throw new PolicyInvalid(
      name,
      parsed.error.issues.flatMap((issue) => describe(issue, raw)),
    );
  return parsed.data;
}

function describe(issue: z.core.$ZodIssue, raw: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${nameOf([...issue.path, key])}: no such field; correct its name or remove it`);
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], raw);
  const found = value === undefined ? 'it is missing' : `found ${JSON.stringify(value)}`;
  return [`${nameOf(issue.path)}: ${issue.message} (${found})`];
}

const nameOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'the file';
