// Builds what `npm start` runs: the server (transpiled file by file) and the widget (one minified script).
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const sources = (dir) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('widget'))
    .map((entry) => `${entry.parentPath}/${entry.name}`);

await build({
  entryPoints: ['src', 'flows', 'bench'].flatMap(sources),
  outdir: 'dist',
  outbase: '.',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});
