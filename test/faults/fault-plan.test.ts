import { describe, expect, it } from '@jest/globals';
import { KINDS, planFaults } from './fault-plan.js';

const MINUTE_MS = 60_000;
const TARGETS = { nodes: 3, gateways: 2 };
const kindsOf = (seed: number, targets = TARGETS) => new Set(planFaults(seed, MINUTE_MS, targets).map(({ kind }) => kind));

describe('the plan of a course', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planFaults(7, MINUTE_MS, TARGETS)).toEqual(planFaults(7, MINUTE_MS, TARGETS));
    expect(planFaults(8, MINUTE_MS, TARGETS)).not.toEqual(planFaults(7, MINUTE_MS, TARGETS));
  });

  it('has every kind of fault, in order of time, on targets that are there', () => {
    expect(kindsOf(7).size).toBe(Object.keys(KINDS).length);
    const plan = planFaults(7, 10 * MINUTE_MS, TARGETS);
    expect(plan.length).toBeGreaterThan(10 * Object.keys(KINDS).length);
    expect(plan.every(({ atMs }, index) => atMs >= (plan[index - 1]?.atMs ?? 0) && atMs < 10 * MINUTE_MS)).toBe(true);
    expect(new Set(plan.filter(({ kind }) => KINDS[kind].on === 'gateway').map(({ target }) => target))).toEqual(new Set([0, 1]));
    expect(new Set(plan.filter(({ kind }) => KINDS[kind].on === 'node').map(({ target }) => target))).toEqual(new Set([0, 1, 2]));
    expect(plan.every(({ target, kind }) => KINDS[kind].on !== 'database' || target === 0)).toBe(true);
  });

  it('leaves a database alone that is not ours', () => {
    const places = [...kindsOf(7, { nodes: 3, gateways: 0 })].map((kind) => KINDS[kind].on);
    expect(new Set(places)).toEqual(new Set(['node', 'wire']));
  });
});
