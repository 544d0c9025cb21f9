// Builds what `npm start` runs: the server (transpiled file by file) and the widget (one minified script).
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';

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

/** The widget's style sheets travel inside the script, as small text. */
const styles = {
  name: 'styles',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: 'es2020' });
      return { contents: code.trim(), loader: 'text' };
    }),
};

await build({
  entryPoints: ['src/web/widget/index.ts'],
  outfile: 'dist/widget.js',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2020',
  minify: true,
  charset: 'utf8',
  plugins: [styles],
  logLevel: 'warning',
});
