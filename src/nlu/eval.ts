import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { intentOf, PLAIN_OPTIONS, readArguments } from './command-line.js';
import { loadReader } from './load.js';
import { isRight, type Judged, type Metrics, measure } from './metrics.js';
import type { Reader } from './reading.js';

const USAGE = 'npm run nlu:eval -- file.tsv [--lang es-MX] [--json]   (intent, TAB, utterance a line; "a|b": either is right)';

/** Reads every message of a file of examples by itself, as the first of a conversation. @param tsv intent, TAB, utterance a line. */
export function judge(reader: Reader, tsv: string, language: string): readonly Judged[] {
  return tsv.split(/\r?\n/).flatMap((line) => {
    const [intents, text] = line.split('\t');
    if (!intents?.trim() || !text?.trim()) return [];
    return [{ text, gold: intents.trim().split('|'), guess: intentOf(reader.read(text, null, language, Date.now())) }];
  });
}

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);

function table(metrics: Metrics, judged: readonly Judged[]): string {
  return [
    `messages                ${metrics.messages}`,
    `accuracy                ${percent(metrics.accuracy)}`,
    `  in scope              ${percent(metrics.inScopeAccuracy)} (refused: ${percent(metrics.inScopeRefused)})`,
    `macro-F1                ${percent(metrics.macroF1)}`,
    `out of scope, recall    ${percent(metrics.outOfScopeRecall)}`,
    `out of scope, precision ${percent(metrics.outOfScopePrecision)}`,
    ...metrics.perIntent.map(
      ({ intent, messages, precision, recall }) =>
        `  ${intent.padEnd(30)} ${String(messages).padStart(4)}  recall ${percent(recall).padStart(7)}  precision ${percent(precision).padStart(7)}`,
    ),
    ...judged.filter((each) => !isRight(each)).map(({ gold, guess, text }) => `  ${gold.join('|')} -> ${guess}: ${text}`),
  ].join('\n');
}

async function main(): Promise<void> {
  const given = readArguments(USAGE);
  if (!given) return;
  const reader = await loadReader(PLAIN_OPTIONS);
  const judged = judge(reader, await readFile(given.argument, 'utf8'), given.language);
  const metrics = measure(judged);
  process.stdout.write(`${given.json ? JSON.stringify({ language: given.language, ...metrics }) : table(metrics, judged)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
