import { describe, expect, it } from '@jest/globals';
import { mongoPlan, sqlitePlan } from '../../bench/plans/plan.js';

const onlyCollection = "(shard_key_value = '2'::bigint)";
const byId = "((shard_key_value = '2'::bigint) AND (object_id OPERATOR(documentdb_core.=) 'BSONHEX00'::documentdb_core.bson))";
const ferret = (plan: object): object => ({
  queryPlanner: { Plan: plan },
  command: { find: 'conversations', filter: { stage: 'COLLSCAN' } },
});
const mongod = (winningPlan: object): object => ({ queryPlanner: { winningPlan, rejectedPlans: [{ stage: 'COLLSCAN' }] } });

describe("FerretDB's plan", () => {
  it('is right when the index has a condition', () => {
    const plan = mongoPlan(ferret({ 'Node Type': 'Index Scan', 'Index Name': '_id_', 'Index Cond': byId }));
    expect(plan).toMatchObject({ isScan: false, indexes: ['_id_'], isSorted: false });
  });

  it.each([
    ['of everything', { 'Node Type': 'Seq Scan' }],
    ['that a limit cannot end, because of a filter', { 'Node Type': 'Limit', Plans: [{ 'Node Type': 'Seq Scan', Filter: 'x' }] }],
    ['of an index by the collection alone', { 'Node Type': 'Bitmap Index Scan', 'Index Name': '_id_', 'Index Cond': onlyCollection }],
    ['of an index without a condition', { 'Node Type': 'Bitmap Index Scan', 'Index Name': 'place_1' }],
    [
      'that is put in order before the limit',
      { 'Node Type': 'Limit', Plans: [{ 'Node Type': 'Sort', Plans: [{ 'Node Type': 'Index Scan', 'Index Name': 'order_1' }] }] },
    ],
  ])('is a scan %s', (_, plan) => {
    expect(mongoPlan(ferret(plan)).isScan).toBe(true);
  });

  it.each([
    ['documents', { 'Node Type': 'Seq Scan' }],
    ['an index in its order', { 'Node Type': 'Index Scan', 'Index Name': 'order_1' }],
  ])('ends at its limit over %s', (_, inner) => {
    expect(mongoPlan(ferret({ 'Node Type': 'Limit', Plans: [inner] })).isScan).toBe(false);
  });
});

describe("MongoDB's plan", () => {
  const whole = { stage: 'IXSCAN', indexName: 'order_1', indexBounds: { order: ['[MaxKey, MinKey]'] } };

  it('is judged by what was chosen', () => {
    const bounds = { address: ['["a", "a"]'], channel: ['[MinKey, MaxKey]'] };
    const plan = { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'address_1_channel_1', indexBounds: bounds } };
    expect(mongoPlan(mongod(plan))).toMatchObject({ isScan: false, indexes: ['address_1_channel_1'] });
    expect(mongoPlan(mongod({ stage: 'COLLSCAN' })).isScan).toBe(true);
  });

  it('may read an index from end to end up to a limit only', () => {
    expect(mongoPlan(mongod({ stage: 'FETCH', inputStage: whole })).isScan).toBe(true);
    expect(mongoPlan(mongod({ stage: 'LIMIT', inputStage: { stage: 'FETCH', inputStage: whole } })).isScan).toBe(false);
    expect(mongoPlan(mongod({ stage: 'LIMIT', inputStage: { stage: 'SORT', inputStage: whole } })).isScan).toBe(true);
  });
});

describe("SQLite's plan", () => {
  it.each([
    ['SELECT n FROM t WHERE a = ?', ['SCAN t']],
    ['SELECT n FROM t WHERE a <> ? ORDER BY n LIMIT ?', ['SCAN t']],
    ['SELECT n FROM t ORDER BY a LIMIT ?', ['SCAN t', 'USE TEMP B-TREE FOR ORDER BY']],
    ['SELECT n FROM t, u WHERE t.a = u.a', ['SEARCH u USING INDEX u_by_a (a=?)', 'SEARCH t USING AUTOMATIC COVERING INDEX (a=?)']],
  ])('is a scan: %s', (sql, details) => {
    expect(sqlitePlan(sql, details).isScan).toBe(true);
  });

  it.each([
    ['SELECT n FROM t WHERE a = ?', ['SEARCH t USING INDEX t_by_a (a=?)']],
    ['SELECT n FROM t ORDER BY n DESC LIMIT ?', ['SCAN t']],
    ['SELECT 1', ['SCAN CONSTANT ROW']],
    [
      'SELECT n FROM t WHERE a IN (SELECT value FROM json_each(?))',
      ['SEARCH t USING INDEX t_by_a (a=?)', 'SCAN json_each VIRTUAL TABLE INDEX 1:'],
    ],
  ])('is none: %s', (sql, details) => {
    expect(sqlitePlan(sql, details).isScan).toBe(false);
  });
});
