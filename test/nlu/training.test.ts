import { appendFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makePack } from '../../src/nlu/language-pack.js';
import { unpackModel } from '../../src/nlu/model.js';
import { seededRandom } from '../../src/nlu/random.js';
import { INTENTS } from '../../src/nlu/reading.js';
import { foldsOf } from '../../src/nlu/rejection.js';
import { learn, Scorer } from '../../src/nlu/scorer.js';
import { train } from '../../src/nlu/train.js';
import { readTrainingData, type TrainingData, TrainingDataInvalid, trainedLanguages } from '../../src/nlu/training-data.js';
import { scratchFolder } from '../support/scratch-folder.js';

const LOCALES = 'locales';

/** Every sixth example: enough to train on, and quick. */
function thinned(data: TrainingData): TrainingData {
  return {
    ...data,
    examples: data.examples.filter((_, index) => index % 6 === 0),
    background: data.background.filter((_, index) => index % 6 === 0),
  };
}

describe('the training data', () => {
  it('is there in both languages, with enough examples of every intent', () => {
    expect(trainedLanguages(LOCALES)).toEqual(['en', 'es-MX']);
    const least = { 'es-MX': { intent: 40, background: 250 }, en: { intent: 25, background: 120 } };
    for (const [language, { intent, background }] of Object.entries(least)) {
      const data = readTrainingData(LOCALES, language);
      for (const label of INTENTS) expect(data.examples.filter((example) => example.label === label).length).toBeGreaterThanOrEqual(intent);
      expect(data.background.length).toBeGreaterThanOrEqual(background);
    }
  });

  it.each([
    ['es-MX', 0.83],
    ['en', 0.8],
  ])('%s: a fold that was held out is told apart', (language, floor) => {
    const { examples, background, pack: source } = readTrainingData(LOCALES, language);
    const pack = makePack(language, source);
    const foldOf = foldsOf(examples, seededRandom(11));
    const scorer = new Scorer(
      learn(
        examples.filter((_, index) => foldOf[index] !== 0),
        background,
        pack,
      ),
    );
    const heldOut = examples.filter((_, index) => foldOf[index] === 0);
    const right = heldOut.filter(({ label, text }) => scorer.score(text).ranking[0]?.label === label);
    expect(right.length / heldOut.length).toBeGreaterThan(floor);
  });
});

describe('training', () => {
  const data = thinned(readTrainingData(LOCALES, 'en'));
  const model = JSON.stringify(train(data, 'hash'));

  it('gives the same bits for the same data, and others for other data', () => {
    expect(JSON.stringify(train(data, 'hash'))).toBe(model);
    expect(JSON.stringify(train({ ...data, background: data.background.slice(1) }, 'hash'))).not.toBe(model);
  });

  it('leaves a model that scores as what was learned did', () => {
    const learned = new Scorer(learn(data.examples, data.background, makePack('en', data.pack)));
    const loaded = new Scorer(unpackModel(JSON.parse(model)));
    for (const text of ['my internet is down', 'how much do i owe', 'wher is teh technician', '']) {
      const one = learned.score(text);
      const other = loaded.score(text);
      expect(other.ranking[0]?.label).toBe(one.ranking[0]?.label);
      one.signals.forEach((signal, index) => {
        expect(other.signals[index]).toBeCloseTo(signal, 2);
      });
    }
  });
});

describe('training data that cannot be used is refused by name', () => {
  let locales: string;
  const path = (name: string): string => join(locales, 'en', 'nlu', name);

  beforeAll(() => {
    locales = scratchFolder('locales');
  });
  afterAll(() => {
    rmSync(locales, { recursive: true });
  });

  const refusal = (spoil: () => void): TrainingDataInvalid => {
    cpSync(join(LOCALES, 'en', 'nlu'), join(locales, 'en', 'nlu'), { recursive: true });
    spoil();
    try {
      readTrainingData(locales, 'en');
    } catch (error) {
      if (error instanceof TrainingDataInvalid) return error;
    } finally {
      rmSync(join(locales, 'en'), { recursive: true });
    }
    throw new Error('nothing was refused');
  };

  it('a text in two intents, however it is written', () => {
    const error = refusal(() => appendFileSync(path('greeting.txt'), 'HOW MUCH do I owe??\n'));
    expect(error.code).toBe('TRAINING_DATA_INVALID');
    for (const part of ['HOW MUCH do I owe??', 'greeting', 'balance_inquiry']) expect(error.message).toContain(part);
  });

  it('an intent with too few examples', () => {
    expect(refusal(() => writeFileSync(path('greeting.txt'), 'hello\nhi\n')).message).toContain('greeting.txt');
  });

  it('a file of no intent', () => {
    expect(refusal(() => writeFileSync(path('greetings.txt'), 'hello\n')).message).toContain('greetings.txt');
  });

  it('a missing file', () => {
    expect(refusal(() => rmSync(path('deny.txt'))).message).toContain('deny.txt');
  });
});
