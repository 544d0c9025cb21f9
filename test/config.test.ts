import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigInvalid, loadConfig } from '../src/config.js';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const problemsOf = (env: Record<string, string>): string => {
  try {
    loadConfig({ DATA_DIR: folder, ...env });
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.message;
    throw error;
  }
  return '';
};

describe('config', () => {
  it('starts with nothing configured, and keeps its secret over restarts', () => {
    const first = loadConfig({ DATA_DIR: folder });
    expect(first).toMatchObject({
      port: 3978,
      demo: true,
      production: false,
      storeUrl: `sqlite:${join(folder, 'ventanilla.db')}`,
      apiToken: null,
    });
    expect(loadConfig({ DATA_DIR: folder }).directLineSecret).toBe(first.directLineSecret);
    expect(statSync(join(folder, 'directline.secret')).mode & 0o077).toBe(0);
  });

  it('an empty value counts as unset', () => {
    expect(loadConfig({ DATA_DIR: folder, PORT: '', API_TOKEN: '' }).port).toBe(3978);
  });

  it('takes several files of where the provider serves, and none when nothing is said', () => {
    expect(loadConfig({ DATA_DIR: folder, COVERAGE_FILES: 'colonias.csv, zonas.geojson' }).coverageFiles).toEqual([
      'colonias.csv',
      'zonas.geojson',
    ]);
    expect(loadConfig({ DATA_DIR: folder, COVERAGE_FILES: '' }).coverageFiles).toEqual([]);
  });

  it('lists every bad name at once', () => {
    const message = problemsOf({ PORT: 'ninety', API_TOKEN: 'short', STORE_URL: 'postgres://x', LOG_LEVEL: 'loud', PUBLIC_URL: 'here' });
    for (const name of ['PORT', 'API_TOKEN', 'STORE_URL', 'LOG_LEVEL', 'PUBLIC_URL']) expect(message).toContain(`- ${name}:`);
  });

  it('asks for the secret that nodes share with their database', () => {
    const STORE_URL = 'mongodb://localhost:27017/ventanilla';
    expect(problemsOf({ DATA_DIR: folder, STORE_URL })).toContain('- DIRECTLINE_SECRET:');
    const DIRECTLINE_SECRET = 'x'.repeat(32);
    expect(loadConfig({ DATA_DIR: folder, STORE_URL, DIRECTLINE_SECRET })).toMatchObject({ storeUrl: STORE_URL, demo: true });
  });

  it('production refuses demo data and secrets made up by itself', () => {
    const message = problemsOf({ NODE_ENV: 'production' });
    for (const name of ['POLICY_FILE', 'DIRECTLINE_SECRET', 'PUBLIC_URL']) expect(message).toContain(`- ${name}:`);
    const secret = 'x'.repeat(32);
    expect(
      loadConfig({
        DATA_DIR: folder,
        NODE_ENV: 'production',
        POLICY_FILE: 'p.yaml',
        DIRECTLINE_SECRET: secret,
        PUBLIC_URL: 'https://chat.example.com/',
      }),
    ).toMatchObject({
      demo: false,
      production: true,
      publicUrl: 'https://chat.example.com',
    });
  });
});
