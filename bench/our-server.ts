import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { benchFile } from './processes.js';

/** Our server, as `npm start` runs it. */
export const OURS = benchFile('../src/main.js');

/** Of Direct Line and of the operator's API. */
export const SECRET = randomBytes(32).toString('base64url');

/** @param storeUrl unless it is the file in `dataDir`. */
export const environment = (dataDir: string, storeUrl = sqliteUrl(dataDir)): Readonly<Record<string, string>> => ({
  DATA_DIR: dataDir,
  STORE_URL: storeUrl,
  POLICY_FILE: '',
  DIRECTLINE_SECRET: SECRET,
  API_TOKEN: SECRET,
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'warn',
});

/** Where our server keeps its data unless it is told otherwise. */
export const sqliteFile = (dataDir: string): string => join(dataDir, 'ventanilla.db');
export const sqliteUrl = (dataDir: string): string => `sqlite:${sqliteFile(dataDir)}`;
