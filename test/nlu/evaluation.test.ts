import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/nlu/eval.js';
import { measure } from '../../src/nlu/metrics.js';
import { productReader } from '../support/reader.js';

const judged = (gold: string, guess: string) => ({ text: '', gold: gold.split('|'), guess });

describe('an evaluation', () => {
  it('measures what it says', () => {
    const metrics = measure([
      judged('a', 'a'),
      judged('a', 'b'),
      judged('b', 'b'),
      judged('b', 'out_of_scope'),
      judged('out_of_scope', 'out_of_scope'),
      judged('out_of_scope', 'a'),
    ]);
    expect(metrics).toMatchObject({
      messages: 6,
      accuracy: 0.5,
      inScopeAccuracy: 0.5,
      inScopeRefused: 0.25,
      macroF1: 0.5,
      outOfScopeRecall: 0.5,
      outOfScopePrecision: 0.5,
    });
  });

  it('takes any of several right intents', () => {
    expect(measure([judged('a|b', 'b'), judged('a|b', 'c')]).accuracy).toBe(0.5);
  });

  it('knows no figure of nothing', () => {
    expect(measure([])).toMatchObject({ accuracy: null, macroF1: null, outOfScopeRecall: null, outOfScopePrecision: null });
  });

  it('reads a file through the whole reader', async () => {
    const tsv = [
      'talk_to_human\tasesor',
      'technical_failure\tno tengo internet',
      '',
      'provide_identifiers\tno, mi cuenta es 100004',
      'out_of_scope\tasdfgh',
    ].join('\r\n');
    const result = judge(await productReader(), tsv, 'es-MX');
    expect(result.map(({ guess }) => guess)).toEqual(['talk_to_human', 'technical_failure', 'provide_identifiers', 'out_of_scope']);
    expect(measure(result).accuracy).toBe(1);
  });
});
