import { describe, expect, it } from '@jest/globals';
import { reboot } from '../../flows/reboot.js';
import { brokenRules, choice, explore, intent, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const play = (done = false): Play => new Play(reboot, { facts: {}, done });
const off = (): Play => play().choose('off');
/** The waiting states, and how to come to each. */
const WAITING = {
  askingOff: () => play(),
  askingOffAgain: () => play().send(no),
  waitingOff: off,
  askingOn: () => off().wait(),
  waitingLights: () => off().wait().choose('backOn'),
  askingWorks: () => off().wait().choose('backOn').wait(),
  askingOtherDevice: () => off().wait().choose('backOn').wait().send(no),
};
const each = Object.entries(WAITING);

describe('reboot', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(reboot, {
      inputs: [false, true].map((done) => ({ facts: {}, done })),
      events: [
        yes,
        no,
        ...['off', 'cannot', 'backOn', 'dead', 'works', 'same', 'yes', 'no'].map(choice),
        ...['restart_fixed', 'restart_still_failing', 'power_check_on', 'power_check_off', 'thanks_goodbye'].map(intent),
      ],
      results: {},
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('goes off, waits, on, waits, works', () => {
    const flow = play();
    const states = [flow.state];
    for (const step of [() => flow.send(yes), () => flow.wait(), () => flow.send(yes), () => flow.wait()]) states.push(step().state);
    expect(states).toEqual(['askingOff', 'waitingOff', 'askingOn', 'waitingLights', 'askingWorks']);
    expect(flow.send(yes).output).toEqual({ outcome: 'restored' });
  });

  it('takes a first no for "not yet"', () => {
    expect(WAITING.askingOffAgain().choose('off').state).toBe('waitingOff');
    expect(WAITING.askingOffAgain().send(yes).state).toBe('waitingOff');
    expect(WAITING.askingOffAgain().send(no).output).toEqual({ outcome: 'notRestarted' });
    expect(WAITING.askingOffAgain().choose('cannot').output).toEqual({ outcome: 'notRestarted' });
  });

  it('waits half a minute off and two minutes for the lights', () => {
    const delays = reboot.machine.implementations.delays as Record<string, number>;
    expect([delays.offTime, delays.lightsTime]).toEqual([30_000, 120_000]);
  });

  it.each(['choice', 'words'])('takes "ya la prendí" early (%s)', (way) => {
    const flow = off();
    if (way === 'choice') flow.choose('backOn');
    else flow.mean('power_check_on');
    expect(flow.state).toBe('waitingLights');
  });

  it('takes an early word on how it ended', () => {
    expect(WAITING.waitingLights().choose('works').output).toEqual({ outcome: 'restored' });
    expect(WAITING.waitingLights().choose('same').state).toBe('askingOtherDevice');
  });

  it('asks one more question and no other when it still fails', () => {
    expect(WAITING.askingWorks().send(no).state).toBe('askingOtherDevice');
    expect(WAITING.askingOtherDevice().send(no).output).toEqual({ outcome: 'stillFailing' });
    expect(WAITING.askingOtherDevice().send(yes).output).toEqual({ outcome: 'restored' });
  });

  it.each(each)('believes in %s that it works', (state, come) => {
    expect(come().state).toBe(state);
    expect(come().mean('restart_fixed').output).toEqual({ outcome: 'restored' });
  });

  it.each(each)('comes to an end in %s when it still fails', (_, come) => {
    const flow = come().mean('restart_still_failing');
    if (!flow.output) flow.mean('restart_still_failing');
    expect(flow.output).toEqual({ outcome: 'stillFailing' });
  });

  it.each(['waitingOff', 'waitingLights'] as const)('does not take "ok" or "gracias" in %s for an answer', (state) => {
    const flow = WAITING[state]().send(yes).mean('thanks_goodbye');
    expect(flow.state).toBe(state);
    expect(flow.keys).toEqual(['reboot.noHurry', 'reboot.noHurry']);
  });

  it.each(['askingOn', 'askingWorks'] as const)('waits in %s without asking again by itself', (state) => {
    expect(() => WAITING[state]().wait()).toThrow(/waits for no time/);
  });

  it('sends a technician when it does not turn on', () => {
    expect(WAITING.askingOn().choose('dead').output).toEqual({ outcome: 'stillFailing' });
  });

  it('tells that it was not restarted when it cannot be', () => {
    expect(play().choose('cannot').output).toEqual({ outcome: 'notRestarted' });
  });

  it('asks only for another device when it was restarted already', () => {
    expect(play(true).state).toBe('askingOtherDevice');
    expect(play(true).send(no).output).toEqual({ outcome: 'stillFailing' });
  });

  it('understands the buttons of the question before', () => {
    expect(WAITING.askingWorks().choose('works').output).toEqual({ outcome: 'restored' });
    expect(WAITING.askingOtherDevice().choose('same').output).toEqual({ outcome: 'stillFailing' });
  });
});
