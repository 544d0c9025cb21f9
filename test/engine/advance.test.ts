import { describe, expect, it } from '@jest/globals';
import { toyRegistry } from './toy-flows.js';
import { keys, Talk, warming } from './toy-talk.js';

describe('a conversation', () => {
  it('greets, asks once at the end, calls with input, and goes on with the result', () => {
    const talk = new Talk();
    const opened = talk.input({ type: 'open' });
    expect([keys(opened), opened.ask, talk.asked]).toEqual([['entry.hello'], true, 'entry.what']);
    expect(talk.input({ type: 'open' }).ask).toBe(false);
    talk.intent('light', { account: '100005' });
    expect([talk.at, talk.state.frames.length]).toEqual(['lamp.askingColour', 2]);
    expect(keys(talk.user({ type: 'CHOICE', id: 'red' }))).toEqual(['lamp.noted']);
    talk.user({ type: 'YES' });
    expect(talk.state.calls).toMatchObject([{ effect: 'look', input: { account: '100005' } }]);
    expect(talk.state.timers).toEqual([]);
    const done = talk.result(true, { on: true });
    expect([talk.at, done.ended, talk.state.facts.zone]).toEqual(['entry.asking', [{ flow: 'lamp', outcome: '100005' }], 'lit']);
  });

  it('keeps the first words of a matter, and knows whom it has met', () => {
    const talk = new Talk();
    talk.intent('light');
    expect([talk.state.facts.matter, talk.state.met]).toEqual(['light', true]);
    talk.intent('debt');
    expect(talk.state.facts.matter).toBe('light');
  });
});

describe('timers and calls', () => {
  it('a timer fires once; what it belonged to may be gone', () => {
    const talk = warming();
    const [timer] = talk.state.timers;
    expect(timer?.dueAt).toBe(1_030_000);
    expect(keys(talk.fire())).toEqual(['lamp.warm']);
    expect(talk.state.calls).toHaveLength(1);
    const again = talk.input({ type: 'timer', timer: timer?.id ?? '' });
    expect([again.said, again.ask, talk.state.calls.length]).toEqual([[], false, 1]);
  });

  it('drops a result whose call is not pending', () => {
    const talk = warming();
    talk.user({ type: 'YES' });
    const old = talk.state.calls[0]?.id ?? '';
    talk.result(true, { on: true });
    const before = talk.state;
    talk.input({ type: 'result', call: old, ok: false, output: 'late' });
    expect(talk.state).toEqual(before);
  });

  it('a failed call takes the error path; an escalating final calls a person', () => {
    const talk = warming();
    talk.user({ type: 'YES' });
    talk.result(false, 'down');
    expect([talk.at, talk.state.frames.map((frame) => frame.flow)]).toEqual(['hand-off.queueing', ['entry', 'hand-off']]);
    expect(talk.state.calls[0]?.input).toEqual({ reason: 'escalated' });
  });
});

describe('commands', () => {
  it('person works in every state, even while a call is pending, and the step is gone back to', () => {
    for (const prepare of [
      () => new Talk(),
      warming,
      () => {
        const talk = warming();
        talk.user({ type: 'YES' });
        return talk;
      },
    ]) {
      const talk = prepare();
      const before = talk.at;
      talk.command({ type: 'person' });
      expect(talk.at).toBe('hand-off.queueing');
      const queueUp = talk.state.calls.find((call) => call.effect === 'queueUp');
      const step = talk.input({ type: 'result', call: queueUp?.id ?? '', ok: true, output: { open: true } });
      expect([step.owner, talk.at]).toEqual(['queue', 'hand-off.waitingForPerson']);
      talk.owner = 'bot';
      expect(talk.user({ type: 'HANDED_BACK' }).owner).toBe('bot');
      expect(talk.at).toBe(before || 'entry.asking');
    }
  });

  it.each(['HANDED_BACK', 'LEFT_QUEUE', 'RESOLVED'] as const)('%s without a hand-off goes on where an agent came in', (type) => {
    const talk = warming();
    talk.user({ type: 'YES' });
    talk.owner = 'agent';
    talk.result(true, { on: true });
    expect(talk.state.parked).toHaveLength(1);
    const step = talk.user({ type });
    expect([step.owner, step.said[0]?.key]).toEqual(['bot', type === 'RESOLVED' ? 'engine.resolved' : 'engine.handedBack']);
    expect(talk.state.parked).toEqual([]);
    expect(talk.state.calls).toEqual([]);
    const idle = new Talk();
    idle.owner = 'agent';
    expect([idle.user({ type }).ask, idle.at]).toEqual([true, 'entry.asking']);
  });

  it('back undoes answers, re-arms timers, and stops at an effect', () => {
    const talk = warming();
    talk.now += 10_000;
    talk.user({ type: 'NO' });
    expect(talk.at).toBe('lamp.askingColour');
    expect(keys(talk.command({ type: 'back' }))).toEqual(['engine.wentBack']);
    expect([talk.at, talk.state.timers[0]?.dueAt]).toEqual(['lamp.warming', talk.now + 20_000]);
    talk.command({ type: 'back' });
    expect(talk.at).toBe('lamp.askingColour');
    talk.user({ type: 'CHOICE', id: 'red' });
    talk.user({ type: 'YES' });
    talk.result(true, { on: true });
    expect(keys(talk.command({ type: 'back' }))).toEqual(['engine.cannotGoBack']);
  });

  it('back does not lead into a queue that was left', () => {
    const talk = warming();
    talk.command({ type: 'person' });
    talk.result(true, { open: true });
    talk.user({ type: 'LEFT_QUEUE' });
    expect(keys(talk.command({ type: 'back' }))).toEqual(['engine.cannotGoBack']);
    expect([talk.at, talk.owner]).toEqual(['lamp.warming', 'bot']);
  });

  it('cancel gives the procedure up, menu starts anew, help, repeat and language stay', () => {
    const talk = warming();
    expect(keys(talk.command({ type: 'help' }))).toEqual(['engine.help']);
    expect(talk.command({ type: 'repeat' })).toMatchObject({ ask: true, said: [] });
    expect(talk.command({ type: 'language', language: 'en' })).toMatchObject({ language: 'en', ask: true });
    expect(talk.at).toBe('lamp.warming');
    expect(keys(talk.command({ type: 'cancel' }))).toEqual(['entry.cancelled']);
    expect([talk.at, talk.state.timers]).toEqual(['entry.asking', []]);
    talk.intent('light');
    expect(keys(talk.command({ type: 'menu' }))).toEqual(['engine.menu', 'entry.hello']);
    expect(talk.state.frames).toHaveLength(1);
  });
});

describe('digressions', () => {
  it('go on top and come back to the same step', () => {
    const talk = warming();
    talk.intent('debt');
    expect([talk.at, talk.state.timers.length]).toEqual(['debt.asking', 1]);
    const step = talk.user({ type: 'YES' });
    expect([keys(step), step.ask, talk.at]).toEqual([['debt.zero', 'engine.backTo'], true, 'lamp.warming']);
  });

  it('a timer of the suspended step waits for its turn', () => {
    const talk = warming();
    talk.intent('debt');
    expect(talk.fire()).toMatchObject({ said: [], ask: false });
    expect(talk.at).toBe('debt.asking');
    talk.user({ type: 'YES' });
    expect([talk.state.calls.length, talk.state.parked]).toEqual([1, []]);
  });

  it('cancel inside one returns to what it interrupted', () => {
    const talk = warming();
    talk.intent('debt');
    expect(keys(talk.command({ type: 'cancel' }))).toEqual(['engine.cancelled']);
    expect(talk.at).toBe('lamp.warming');
  });

  it('naming the matter under way starts nothing', () => {
    const talk = warming();
    expect(keys(talk.intent('light'))).toEqual(['engine.alreadyHere']);
    expect(talk.at).toBe('lamp.warming');
  });

  it('naming the matter that a digression interrupted goes back to it', () => {
    const talk = warming();
    talk.intent('debt');
    expect(keys(talk.intent('light'))).toEqual(['engine.alreadyHere']);
    expect([talk.at, talk.state.frames.length]).toEqual(['lamp.warming', 2]);
  });

  it('an event that changes nothing is answered with the question', () => {
    const talk = new Talk();
    talk.intent('light');
    expect(talk.user({ type: 'NO' })).toMatchObject({ ask: true });
  });
});

describe('what is not understood', () => {
  it('is put in other words twice, and the third time a person comes', () => {
    const talk = warming();
    expect(keys(talk.unclear())).toEqual(['engine.rephrase']);
    expect(keys(talk.unclear())).toEqual(['engine.rephraseWithHelp']);
    talk.unclear();
    expect([talk.at, talk.state.calls[0]?.input]).toEqual(['hand-off.queueing', { reason: 'misunderstood' }]);
  });

  it('an understood answer resets the count', () => {
    const talk = warming();
    talk.unclear();
    talk.unclear();
    talk.user({ type: 'NO' });
    expect(keys(talk.unclear())).toEqual(['engine.rephrase']);
  });

  it('of two meanings the customer is asked which, and that one starts', () => {
    const talk = warming();
    talk.unclear(['debt', 'light']);
    expect(talk.at).toBe('clarify.asking');
    talk.user({ type: 'CHOICE', id: 'debt' });
    expect([talk.at, talk.state.frames.map((frame) => frame.flow)]).toEqual(['debt.asking', ['entry', 'lamp', 'debt']]);
  });

  it('a person, chosen of two meanings, comes', () => {
    const talk = warming();
    talk.unclear(['person', 'light']);
    talk.user({ type: 'CHOICE', id: 'person' });
    expect([talk.at, talk.state.calls[0]?.input]).toEqual(['hand-off.queueing', { reason: 'asked' }]);
  });

  it('an event the state cannot take is not understood; files and places are kept', () => {
    const talk = warming();
    expect(keys(talk.user({ type: 'CHOICE', id: 'red' }))).toEqual(['engine.rephrase']);
    expect(keys(talk.user({ type: 'FILE', name: 'a.png', contentType: 'image/png', file: 'f' }))).toEqual(['engine.fileKept']);
    expect(keys(talk.user({ type: 'LOCATION', latitude: 19, longitude: -98 }))).toEqual(['engine.locationKept']);
    expect(talk.state.facts.location).toBe('19,-98');
  });
});

describe('corrections', () => {
  it('go to the nearest procedure that takes them, and what it had called is dropped', () => {
    const talk = warming();
    const step = talk.user({ type: 'CORRECTION', fact: 'account', value: '100004' });
    expect([keys(step), talk.at, talk.state.facts.account]).toEqual([['entry.corrected'], 'lamp.askingColour', '100004']);
    expect(talk.state.timers).toEqual([]);
  });

  it('another account in plain words is one; an account in other words only fills a gap', () => {
    const talk = warming();
    talk.user({ type: 'NO' }, { account: '100004' });
    expect(talk.state.facts.account).toBe('100005');
    talk.input({ type: 'unclear', text: '', intents: [] }, { account: '100004' });
    expect([talk.state.facts.account, talk.at]).toEqual(['100004', 'lamp.askingColour']);
  });

  it('are noted where nobody takes them', () => {
    const talk = new Talk();
    talk.input({ type: 'open' }, { phone: '+522220000009' });
    expect(keys(talk.user({ type: 'CORRECTION', fact: 'phone', value: '+522220000001' }))).toEqual(['engine.correctionNoted']);
    expect(talk.state.facts).toMatchObject({ phone: '+522220000001', matched: 'no' });
  });

  it('of what nobody has said yet only tells it', () => {
    const talk = new Talk();
    talk.input({ type: 'open' });
    expect(keys(talk.user({ type: 'CORRECTION', fact: 'phone', value: '+522220000001' }))).toEqual(['engine.noted']);
    expect(talk.state.facts.phone).toBe('+522220000001');
  });
});

describe('owners', () => {
  it('under an agent nothing moves and nothing is lost; in the queue only the hand-off moves', () => {
    const talk = warming();
    talk.owner = 'agent';
    expect(talk.fire()).toMatchObject({ said: [], ask: false });
    expect([talk.at, talk.state.parked.length]).toEqual(['lamp.warming', 1]);
    const queued = warming();
    queued.command({ type: 'person' });
    queued.result(true, { open: true });
    expect(queued.owner).toBe('queue');
    queued.fire(0);
    expect(queued.at).toBe('hand-off.waitingForPerson');
    const over = queued.fire(0);
    expect([keys(over), over.owner, queued.state.calls[0]?.effect]).toEqual([['hand-off.nobody', 'lamp.warm'], 'bot', 'look']);
  });
});

describe('faults end in an apology and a person, never in silence', () => {
  it.each(['stuck', 'odd', 'throwing'])('%s', (intent) => {
    const talk = warming();
    const step = talk.intent(intent);
    expect([keys(step)[0], step.failure !== null, talk.at]).toEqual(['engine.apology', true, 'hand-off.queueing']);
    expect(talk.state.facts.account).toBe('100005');
  });

  it('what has been called for is carried out all the same, and nobody waits for its result', () => {
    const talk = warming();
    talk.user({ type: 'YES' });
    const [look] = talk.state.calls;
    talk.intent('throwing');
    expect(talk.state.calls.map(({ effect }) => effect)).toEqual(['look', 'queueUp']);
    const step = talk.input({ type: 'result', call: look?.id ?? '', ok: true, output: { on: true } });
    expect([keys(step), step.failure, talk.at]).toEqual([[], null, 'hand-off.queueing']);
    expect(talk.state.calls.map(({ effect }) => effect)).toEqual(['queueUp']);
  });

  it('an unknown state, an unknown flow, a frame of a newer program', () => {
    for (const broken of [{ snapshot: { value: 'gone', context: {} } }, { flow: 'gone' }, { version: 9 }, { snapshot: null }]) {
      const talk = warming();
      talk.state = { ...talk.state, frames: talk.state.frames.map((frame) => ({ ...frame, ...broken })) };
      const step = talk.user({ type: 'YES' });
      expect([keys(step), step.failure !== null, talk.at]).toEqual([['engine.apology'], true, 'hand-off.queueing']);
    }
  });

  it('even when the hand-off itself is broken', () => {
    const registry = toyRegistry();
    const talk = new Talk({ ...registry, flows: new Map([...registry.flows].filter(([id]) => id !== 'hand-off')) });
    talk.intent('light');
    const step = talk.command({ type: 'person' });
    expect([keys(step), step.owner]).toEqual([['engine.apology'], 'queue']);
  });
});

describe('versions', () => {
  it('a migration brings an older frame to the present machine', () => {
    const talk = warming();
    const lamp = talk.registry.flows.get('lamp');
    if (!lamp) throw new Error('no lamp');
    talk.state = {
      ...talk.state,
      frames: talk.state.frames.map((frame) =>
        frame.flow === 'lamp' ? { ...frame, snapshot: { ...(frame.snapshot as object), value: 'heating' } } : frame,
      ),
    };
    const renamed = {
      ...lamp,
      version: 2,
      migrations: { 2: (old: Record<string, unknown>) => ({ ...old, value: old.value === 'heating' ? 'warming' : old.value }) },
    };
    talk.registry = toyRegistry([renamed]);
    talk.user({ type: 'YES' });
    expect([talk.state.calls.length, talk.state.frames.at(-1)?.version]).toEqual([1, 2]);
  });
});
