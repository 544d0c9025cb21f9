import { PLAIN_OPTIONS, readArguments } from './command-line.js';
import { loadModels } from './load.js';
import { makeReader } from './reader.js';
import { Recogniser } from './recogniser.js';

/** `npm run nlu:try -- "texto"`: how a text is read with no question asked, and which features pulled it there. */
async function main(): Promise<void> {
  const given = readArguments('npm run nlu:try -- "texto" [--lang es-MX] [--json]');
  if (!given) return;
  const models = await loadModels();
  const reading = makeReader(models, PLAIN_OPTIONS).read(given.argument, null, given.language, Date.now());
  const model = models.get(reading.language ?? given.language) ?? [...models.values()][0];
  if (!model) return;
  const { ranking, why } = new Recogniser(model).explain(given.argument);
  const lines = [
    `understood   ${JSON.stringify(reading.understood)}`,
    `facts        ${JSON.stringify(reading.facts)}`,
    `language     ${reading.language ?? 'cannot be told'} (read with ${model.language})`,
    `guess        ${reading.guess.intent} ${reading.guess.probability.toFixed(2)}`,
    'best intents',
    ...ranking.map(({ label, score }) => `  ${score.toFixed(2).padStart(6)}  ${label}`),
    'what pulled the first (w word, s stem, b pair of stems, k concept, m pair of concepts, c characters)',
    ...why.map(({ feature, share }) => `  ${share.toFixed(3).padStart(6)}  ${feature}`),
  ];
  process.stdout.write(`${given.json ? JSON.stringify({ ...reading, ranking, why }) : lines.join('\n')}\n`);
}

await main();
