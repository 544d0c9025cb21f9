import { expect } from '@jest/globals';
import { advance, type OwnerKind } from '../../src/engine/advance.js';
import { expectation, position } from '../../src/engine/expectation.js';
import type { Facts, Registry, UserEvent } from '../../src/engine/flow.js';
import { type Command, EMPTY_STATE, type EngineState, type Input, type Step } from '../../src/engine/state.js';
import { toyRegistry } from './toy-flows.js';

/** A conversation with the engine; every step goes through JSON, as it does through the store. */
export class Talk {
  state: EngineState = EMPTY_STATE;
  now = 1_000_000;
  owner: OwnerKind = 'bot';
  private ids = 0;
  constructor(public registry: Registry = toyRegistry()) {}

  input(input: Input, facts: Facts = {}): Step {
    const before = JSON.stringify(this.state);
    const step = advance(this.registry, this.state, input, { now: this.now, nextId: () => `id${++this.ids}` }, facts, this.owner);
    expect(JSON.stringify(this.state)).toBe(before);
    this.state = JSON.parse(JSON.stringify(step.state)) as EngineState;
    if (step.owner) this.owner = step.owner;
    return step;
  }
  user = (event: UserEvent, facts: Facts = {}): Step => this.input({ type: 'user', event }, facts);
  intent = (intent: string, facts: Facts = {}): Step => this.user({ type: 'INTENT', intent, text: intent }, facts);
  command = (command: Command): Step => this.input({ type: 'command', command });
  unclear = (intents: readonly string[] = []): Step => this.input({ type: 'unclear', text: '?', intents });
  result(ok: boolean, output: unknown): Step {
    return this.input({ type: 'result', call: this.state.calls[0]?.id ?? 'none', ok, output });
  }
  fire(index = 0): Step {
    const timer = this.state.timers[index];
    this.now = timer?.dueAt ?? this.now;
    return this.input({ type: 'timer', timer: timer?.id ?? 'none' });
  }
  get at(): string {
    const where = position(this.registry, this.state);
    return where ? `${where.flow}.${where.state}` : '';
  }
  get asked(): string | null {
    return expectation(this.registry, this.state)?.prompt.key ?? null;
  }
}

export const keys = (step: Step): string[] => step.said.map(({ key }) => key);
/** Up to the lamp's timed wait. */
export const warming = (): Talk => {
  const talk = new Talk();
  talk.intent('light', { account: '100005' });
  talk.user({ type: 'CHOICE', id: 'red' });
  return talk;
};
