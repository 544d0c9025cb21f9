import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Everything the environment decides, typed and checked. `.env.example` explains each name. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly storeUrl: string;
  /** Other nodes may work on the same store. */
  readonly shared: boolean;
  readonly dataDir: string;
  readonly directLineSecret: string;
  readonly apiToken: string | null;
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly policyFile: string | null;
  /** Where the provider serves: files of colonias and of areas on the map; none: its data as built in. */
  readonly coverageFiles: readonly string[];
  readonly logLevel: string;
  readonly production: boolean;
  /** The demo provider's data and page: when no policy of one's own is given, and never in production. */
  readonly demo: boolean;
}

/** The environment cannot be used. The message lists every name, what is wrong with it and what to write. */
export class ConfigInvalid extends Error {
  readonly code = 'CONFIG_INVALID';
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration cannot be used. Correct it (.env.example explains every name) and start again:\n${problems.map((one) => `  - ${one}`).join('\n')}`,
    );
  }
}

const list = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(z.string().min(1, 'separate the entries by commas, none empty')));
const MIN_SECRET = 32;
const secret = z.string().min(MIN_SECRET, `write at least ${MIN_SECRET} random characters`);

const environment = z.object({
  PORT: z.coerce.number('write a port number').int().min(0).max(65_535).default(3978),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  STORE_URL: z
    .string()
    .regex(/^(sqlite:.|mongodb(\+srv)?:\/\/.)/, 'write sqlite:path/of/a/file.db or mongodb://host:27017/ventanilla')
    .optional(),
  DIRECTLINE_SECRET: secret.optional(),
  API_TOKEN: secret.optional(),
  PUBLIC_URL: z.url('write an address like https://chat.example.com').optional(),
  ALLOWED_ORIGINS: list.default([]),
  TRUSTED_PROXIES: list.default([]),
  POLICY_FILE: z.string().optional(),
  COVERAGE_FILES: list.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
});

type Environment = z.infer<typeof environment>;

/** @param env usually `process.env`; an empty value counts as unset. @throws {ConfigInvalid} */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigInvalid(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const { data } = parsed;
  const production = data.NODE_ENV === 'production';
  const problems = [...(production ? missingInProduction(data) : []), ...missingOnNodes(data)];
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    shared: isShared(data.STORE_URL),
    storeUrl: data.STORE_URL ?? `sqlite:${join(data.DATA_DIR, 'ventanilla.db')}`,
    directLineSecret: data.DIRECTLINE_SECRET ?? keptSecret(data.DATA_DIR),
    apiToken: data.API_TOKEN ?? null,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    allowedOrigins: data.ALLOWED_ORIGINS,
    trustedProxies: data.TRUSTED_PROXIES,
    policyFile: data.POLICY_FILE ?? null,
    coverageFiles: data.COVERAGE_FILES,
    logLevel: data.LOG_LEVEL,
    production,
    demo: !production && data.POLICY_FILE === undefined,
  };
}

/** A customer's data is not to be served with what a trial makes up by itself. */
function missingInProduction(data: Environment): string[] {
  const needed: readonly (readonly [string, unknown, string])[] = [
    ['POLICY_FILE', data.POLICY_FILE, "the provider's policy; the demo's may not serve customers"],
    ['DIRECTLINE_SECRET', data.DIRECTLINE_SECRET, `at least ${MIN_SECRET} random characters, the same on every node`],
    ['PUBLIC_URL', data.PUBLIC_URL, 'the address under which customers reach this server'],
  ];
  return needed.filter(([, value]) => value === undefined).map(([name, , what]) => `${name}: is missing; write ${what}`);
}

const isShared = (storeUrl: string | undefined): boolean => storeUrl?.startsWith('mongodb') === true;

/** A token that one node has signed is shown to another. In production the secret is asked for anyway. */
function missingOnNodes({ STORE_URL, DIRECTLINE_SECRET, NODE_ENV }: Environment): string[] {
  if (NODE_ENV === 'production' || !isShared(STORE_URL) || DIRECTLINE_SECRET !== undefined) return [];
  return [`DIRECTLINE_SECRET: is missing; write at least ${MIN_SECRET} random characters, the same on every node that shares the database`];
}

/** The secret of a trial, made once and kept, so that a restart does not end the visitors' conversations. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'directline.secret');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}
