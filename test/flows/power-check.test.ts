import { describe, expect, it } from '@jest/globals';
import { powerCheck } from '../../flows/power-check.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const play = (once = false, facts = {}): Play => new Play(powerCheck, { facts, once });

const RESTARTED = 'ya lo apagué y lo prendí y sigue igual';

describe('power-check', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(powerCheck, {
      inputs: [
        { facts: {}, once: false },
        { facts: {}, once: true },
        { facts: { lights: 'los' }, once: false },
      ],
      events: [
        yes,
        no,
        choice('homeOutage'),
        choice('cannotCheck'),
        ...['power_check_on', 'power_check_off', 'restart_fixed', 'restart_still_failing'].map(intent),
        { type: 'INTENT', intent: 'restart_still_failing', text: RESTARTED },
        { type: 'INTENT', intent: 'power_check_on', text: 'tiene luces' },
      ],
      results: {},
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('asks whether it is plugged in, then whether it is on', () => {
    const flow = play().send(yes);
    expect(flow.state).toBe('askingLights');
    expect(flow.send(yes).output).toEqual({ outcome: 'powered' });
  });

  it('tries another socket once before it gives up', () => {
    const flow = play().send(no);
    expect(flow.state).toBe('askingAgain');
    expect(flow.send(no).output).toEqual({ outcome: 'noPower' });
    expect(play().send(yes).send(no).send(yes).output).toEqual({ outcome: 'powered' });
  });

  it.each([0, 1, 2])('ends when the customer cannot look, after %i answers', (answers) => {
    const flow = play();
    if (answers > 0) flow.send(yes);
    if (answers > 1) flow.send(no);
    expect(flow.choose('cannotCheck').output).toEqual({ outcome: 'notChecked' });
  });

  it('takes the customer’s own words for an answer', () => {
    expect(play().mean('power_check_on', 'sí está conectado').state).toBe('askingLights');
    expect(play().mean('power_check_on', 'sí está conectado').mean('power_check_on').output).toEqual({ outcome: 'powered' });
    expect(play().mean('power_check_on', 'conectado y con luces').output).toEqual({ outcome: 'powered' });
    expect(play().mean('power_check_off').state).toBe('askingAgain');
    expect(play().mean('power_check_off').mean('power_check_off').output).toEqual({ outcome: 'noPower' });
  });

  it.each([0, 1, 2])('ends when there is no electricity in the house, after %i answers', (answers) => {
    const flow = play();
    if (answers > 0) flow.send(yes);
    if (answers > 1) flow.send(no);
    flow.choose('homeOutage');
    expect(flow.output).toEqual({ outcome: 'homeOutage' });
    expect(flow.keys).toEqual(['power-check.homeOutage']);
  });

  it.each([
    [yes, 'powered'],
    [no, 'noPower'],
    [choice('yes'), 'powered'],
    [choice('no'), 'noPower'],
  ])('asks only once when the line is known to be the trouble: %o', (event, outcome) => {
    expect(play(true).state).toBe('askingOnce');
    expect(play(true).send(event).output).toEqual({ outcome });
  });

  it('asks nothing of who has told which light is on', () => {
    expect(play(true, { lights: 'los' }).output).toEqual({ outcome: 'powered' });
  });

  it('is glad when it comes back meanwhile', () => {
    expect(play().mean('restart_fixed').output).toEqual({ outcome: 'restored' });
  });

  it('hears of a restart that was made already, and takes no other failure for one', () => {
    for (const flow of [play(), play(true), play().send(yes), play().send(no)])
      expect(flow.mean('restart_still_failing', RESTARTED).output).toEqual({ outcome: 'restarted' });
    expect(play().mean('restart_still_failing', 'sigue igual').output).toEqual({ outcome: 'powered' });
    expect(play().mean('restart_still_failing', 'no lo he reiniciado y sigue igual').output).toEqual({ outcome: 'powered' });
  });

  it('tells a house without electricity from a modem that is off', () => {
    for (const flow of [play(), play(true), play().send(yes), play().send(no)])
      expect(flow.mean('power_check_off', 'se fue la luz en toda la colonia desde ayer').output).toEqual({ outcome: 'homeOutage' });
    expect(play().mean('power_check_off', 'no tiene luz el módem').state).toBe('askingAgain');
  });
});
