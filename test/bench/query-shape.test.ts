import { describe, expect, it } from '@jest/globals';
import { queriesOf, shapeOf } from '../../bench/plans/query-shape.js';

const shapes = (command: Readonly<Record<string, unknown>>): readonly string[] => queriesOf(command).map(shapeOf);

describe('the shape of a query', () => {
  it('is the same for other values, and another for other fields or another order', () => {
    const find = (id: string, at: number, sort: object) => ({ find: 'calls', filter: { id, at: { $lte: at } }, sort, limit: at, lsid: {} });
    const [one] = shapes(find('a', 1, { at: 1 }));
    expect(shapes(find('b', 2, { at: 1 }))).toEqual([one]);
    expect(shapes(find('b', 2, new Map([['at', 1]])))).toEqual([one]);
    expect(shapes(find('b', 2, { at: -1 }))).not.toEqual([one]);
    expect(shapes({ find: 'calls', filter: { id: 'a' } })).not.toEqual([one]);
    expect(shapes({ ...find('a', 1, { at: 1 }), find: 'timers' })).not.toEqual([one]);
  });

  it('is that of what a change finds', () => {
    const found = shapes({ find: 'calls', filter: { id: 'a' }, limit: 1 });
    expect(shapes({ update: 'calls', updates: [{ q: { id: 'a' }, u: { $set: { x: 1 } } }] })).toEqual(found);
    expect(shapes({ delete: 'calls', deletes: [{ q: { id: 'a' }, limit: 1 }] })).toEqual(found);
    expect(shapes({ findAndModify: 'calls', query: { id: 'a' }, update: {} })).toEqual(found);
  });

  it('counts lists of values once, however long', () => {
    const among = (ids: readonly string[]) => shapes({ find: 'calls', filter: { id: { $in: ids } } });
    expect(among(['a', 'b', 'c'])).toEqual(among(['d']));
  });

  it('is none where no document is looked for', () => {
    for (const command of [
      { insert: 'calls', documents: [{}] },
      { hello: 1 },
      { listIndexes: 'calls' },
      { getMore: 1, collection: 'calls' },
    ])
      expect(queriesOf(command)).toEqual([]);
  });
});
