import { describe, expect, it } from '@jest/globals';
import { handOff } from '../../flows/hand-off.js';
import { brokenRules, choice, explore, no, yes } from '../support/machines.js';
import { Play } from '../support/play-flow.js';

const OPENS = '2025-11-25T15:00:00.000Z';
const staffed = { folio: 'P1000018', area: 'atencion', staffed: true, opensAt: null, position: 2 };
const closed = { ...staffed, staffed: false, opensAt: OPENS };
const input = { facts: { account: '100005', matter: 'no tengo internet' }, reason: 'asked', flow: 'reboot', state: 'askingOff' };
const play = (): Play => new Play(handOff, input);

describe('hand-off', () => {
  it('keeps the rules of a procedure on all paths', () => {
    const paths = explore(handOff, {
      inputs: [input],
      events: [yes, no, choice('leave'), { type: 'HANDED_BACK' }, { type: 'RESOLVED' }, { type: 'LEFT_QUEUE' }],
      results: { openHandOff: [staffed, closed, { ...closed, opensAt: null }] },
    });
    expect(brokenRules(paths)).toEqual({});
  });

  it('tells the person all that is known', () => {
    expect(play().call).toMatchObject({
      src: 'openHandOff',
      input: {
        reason: 'asked',
        flow: 'reboot',
        state: 'askingOff',
        account: '100005',
        email: null,
        phone: null,
        folio: null,
        matter: 'no tengo internet',
      },
    });
  });

  it('puts the customer in the queue with folio and place', () => {
    const flow = play().done(staffed);
    expect(flow.state).toBe('waitingForPerson');
    expect(flow.owners).toEqual(['handOver']);
    expect(flow.said).toEqual([{ key: 'hand-off.handingOver', vars: { folio: 'P1000018', area: 'atencion', position: 2 } }]);
  });

  it('says out of hours when somebody is there again, and the bot goes on', () => {
    const flow = play().done(closed);
    expect(flow.said).toEqual([{ key: 'hand-off.closedUntil', vars: { folio: 'P1000018', area: 'atencion', opensAt: OPENS } }]);
    expect(flow.owners).toEqual([]);
    expect(flow.output).toEqual({ outcome: 'callback' });
  });

  it.each([
    [{ type: 'HANDED_BACK' } as const, 'handedBack'],
    [{ type: 'RESOLVED' } as const, 'resolved'],
    [{ type: 'LEFT_QUEUE' } as const, 'leftQueue'],
    [choice('leave'), 'leftQueue'],
  ])('gives the bot the conversation back: %o', (event, outcome) => {
    const flow = play().done(staffed).send(event);
    expect(flow.output).toEqual({ outcome });
    expect(flow.owners).toEqual(['handOver', 'takeBack']);
  });

  it.each([
    ['HANDED_BACK', 'handedBack'],
    ['RESOLVED', 'resolved'],
    ['LEFT_QUEUE', 'leftQueue'],
  ] as const)('does so too before its folio is there: %s', (type, outcome) => {
    const flow = play().send({ type });
    expect([flow.output, flow.owners]).toEqual([{ outcome }, ['takeBack']]);
  });

  it('leaves nobody in front of a silent screen', () => {
    const flow = play().done(staffed).wait();
    expect(flow.output).toEqual({ outcome: 'nobodyAvailable' });
    expect(flow.owners).toEqual(['handOver', 'takeBack']);
    expect(flow.said.at(-1)).toEqual({ key: 'hand-off.nobody', vars: { folio: 'P1000018' } });
    expect((handOff.machine.implementations.delays as Record<string, number>).queuePatience).toBe(15 * 60_000);
  });

  it('hands over even when the folio cannot be opened', () => {
    const flow = play().fail();
    expect(flow.state).toBe('waitingForPerson');
    expect(flow.keys).toEqual(['hand-off.apology']);
    expect(flow.owners).toEqual(['handOver']);
    expect(flow.send(choice('leave')).output).toEqual({ outcome: 'leftQueue' });
  });

  it('tries the folio once more, then waits on in the queue without end', () => {
    const flow = play().fail().wait().fail();
    expect(flow.state).toBe('waitingForPerson');
    expect(flow.calls).toHaveLength(2);
    expect(() => flow.wait()).toThrow(/does not take/);
    expect(play().fail().wait().done(closed).owners).toEqual(['handOver', 'takeBack']);
  });
});
