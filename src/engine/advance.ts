import { runCommand } from './commands.js';
import type { Facts, Registry } from './flow.js';
import { hearNotice, tellHeld } from './notices.js';
import { type Env, Stack } from './stack.js';
import type { EngineState, Input, Step } from './state.js';
import { handleUnclear, handleUser, TELLING } from './user-input.js';
import { callPerson, greet, openEntry, resume, tell, type Work, waitingAt } from './work.js';

export type { Env } from './stack.js';

/** Who has the conversation. */
export type OwnerKind = 'bot' | 'queue' | 'agent';

/** A procedure stopped where nobody waits for anything: a fault of the flow, never shown to the customer as silence. */
export class DeadEnd extends Error {
  readonly code = 'DEAD_END';
}

/**
 * Works one input through the procedures under way. Pure: the state given is not touched, nothing is done,
 * all that is wanted comes back as data. Never throws: what fails ends in an apology and a person.
 *
 * @param facts found in the customer's words, learned whatever else the input does.
 * @param owner while the queue owns the conversation only the hand-off itself moves, while an agent does nothing at all; the rest is parked.
 */
export function advance(registry: Registry, state: EngineState, input: Input, env: Env, facts: Facts = {}, owner: OwnerKind = 'bot'): Step {
  try {
    const corrected = input.type === 'user' && input.event.type === 'CORRECTION' ? { [input.event.fact]: input.event.value } : {};
    const known: Facts = { ...corrected, ...state.facts, ...facts, ...identityOf(state.facts) };
    const told = identityOf({ ...corrected, ...facts });
    return work(registry, state, asCorrection(input, identityOf(facts), state.facts), env, owner, { known, told });
  } catch (error) {
    return fail(registry, state, facts, env, error);
  }
}

const IDENTITY = ['account', 'email', 'phone'] as const;

/** Who the customer is, as far as it is said: such a fact is filled in from any words, but replaced only on purpose. */
const identityOf = (facts: Facts): Facts =>
  Object.fromEntries(IDENTITY.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));

/**
 * Words that only give another account, e-mail or telephone than the one known are a correction; and what sounds like a
 * correction of something that nobody has said yet only tells it.
 */
function asCorrection(input: Input, said: Facts, known: Facts): Input {
  const event = input.type === 'user' ? input.event : null;
  if (event?.type === 'CORRECTION' && known[event.fact] === undefined) {
    return { type: 'user', event: { type: 'INTENT', intent: TELLING, text: '' } };
  }
  const plain = input.type === 'unclear' || (event?.type === 'INTENT' && event.intent === TELLING);
  const fact = plain
    ? IDENTITY.find((name) => said[name] !== undefined && known[name] !== undefined && known[name] !== said[name])
    : undefined;
  const value = fact && said[fact];
  return fact && value !== undefined ? { type: 'user', event: { type: 'CORRECTION', fact, value } } : input;
}

/** What an input tells: all that is known with it, and who the customer is by its own words. */
interface Heard {
  readonly known: Facts;
  readonly told: Facts;
}

function work(registry: Registry, state: EngineState, input: Input, env: Env, owner: OwnerKind, { known, told }: Heard): Step {
  const stack = new Stack(registry, { ...state, facts: known }, env);
  const before = waitingAt(stack);
  const todo: Work = {
    registry,
    before: state,
    stack,
    told,
    misread: state.misread,
    met: state.met,
    past: state.past,
    notices: state.notices,
    language: null,
    ask: false,
  };
  dispatch(todo, input, owner);
  settleEnds(todo);
  if ((stack.owner ?? owner) === 'bot') tellHeld(todo);
  settleEnds(todo);
  if (owner === 'bot') tell(todo);
  settleEnds(todo);
  if (stack.called) todo.past = [];
  const talking = stack.talking();
  if (talking && !talking.waiting && stack.calls.length === 0 && !stack.isHeld()) throw new DeadEnd(`${stack.top?.flow} stopped`);
  const ask = talking?.waiting === true && (todo.ask || stack.said.length > 0 || waitingAt(stack) !== before);
  return finish(todo, ask);
}

function dispatch(todo: Work, input: Input, owner: OwnerKind): void {
  switch (input.type) {
    case 'open':
      greet(todo);
      return;
    case 'user':
      handleUser(todo, input.event);
      return;
    case 'command':
      runCommand(todo, input.command);
      return;
    case 'unreadable':
      todo.ask = true;
      greet(todo);
      todo.stack.said.push({ key: 'engine.unknownKept' });
      return;
    case 'unclear':
      handleUnclear(todo, input.text, input.intents);
      return;
    case 'result':
      deliverResult(todo, input, owner);
      return;
    case 'timer':
      deliverTimer(todo, input.timer, owner);
      return;
    case 'notice':
      hearNotice(todo, input.notice, owner === 'agent');
      return;
  }
}

function deliverResult({ stack }: Work, input: Input & { type: 'result' }, owner: OwnerKind): void {
  const call = stack.calls.find(({ id }) => id === input.call);
  if (!call) return;
  stack.calls = stack.calls.filter((other) => other !== call);
  const event = input.ok
    ? { type: `xstate.done.actor.${call.invoke}`, output: input.output, actorId: call.invoke }
    : { type: `xstate.error.actor.${call.invoke}`, error: input.output, actorId: call.invoke };
  deliver(stack, call.frame, event, owner);
}

function deliverTimer({ stack }: Work, id: string, owner: OwnerKind): void {
  const timer = stack.timers.find((other) => other.id === id);
  if (!timer) return;
  stack.timers = stack.timers.filter((other) => other !== timer);
  deliver(stack, timer.frame, timer.event, owner);
}

function deliver(stack: Stack, frameId: string, event: { type: string }, owner: OwnerKind): void {
  const index = stack.frames.findIndex((frame) => frame.id === frameId);
  const frame = stack.frames[index];
  if (!frame) return;
  const held = owner === 'agent' || (owner === 'queue' && frame.flow !== stack.registry.handOff);
  if (held || !stack.isActive(frameId)) stack.parked.push({ frame: frameId, event });
  else stack.send(index, event);
}

/** Follows up what ended: an escalation leads to a person, a digression back to what it interrupted, a clarification to its intent. */
function settleEnds(todo: Work): void {
  const { stack } = todo;
  for (let round = 0; round < 8; round++) {
    if (stack.lastOutput) {
      const output = stack.lastOutput;
      stack.lastOutput = null;
      comeBack(todo, output);
    } else if (stack.escalated) {
      const { flow, state } = stack.escalated;
      stack.escalated = null;
      callPerson(todo, 'escalated', flow, state);
    } else return;
  }
  throw new DeadEnd('procedures call one another without end');
}

function comeBack(todo: Work, output: Record<string, unknown>): void {
  const { stack, registry } = todo;
  const chosen = output.flow === registry.clarify && typeof output.intent === 'string' ? output.intent : null;
  if (chosen) {
    handleUser(todo, { type: 'INTENT', intent: chosen, text: String(output.text ?? '') });
    return;
  }
  if (!stack.top) {
    // Whoever comes back from the people's queue to nothing is not left without a question.
    if (output.flow === registry.handOff) openEntry(todo, null, '');
    return;
  }
  resume(todo);
  if (stack.lastOutput || !stack.talking()?.waiting) return;
  if (output.flow !== registry.clarify && output.flow !== registry.handOff) stack.said.push({ key: 'engine.backTo' });
  todo.ask = true;
}

function finish({ stack, misread, met, past, notices, language }: Work, ask: boolean): Step {
  const { frames, calls, timers, parked, facts } = stack;
  return {
    state: { frames, calls, timers, parked, facts, misread, met, past, ...(notices && { notices }) },
    said: stack.said,
    owner: stack.owner,
    language,
    ask,
    ended: stack.ended,
    failure: null,
  };
}

/** Procedures that cannot go on are dropped; facts stay, and a person takes over. */
function fail(registry: Registry, state: EngineState, facts: Facts, env: Env, error: unknown): Step {
  const flow = state.frames.at(-1)?.flow ?? registry.entry;
  const failure = { flow, message: error instanceof Error ? error.message : String(error) };
  // What has been called for is carried out all the same: a report or a notice is not lost because the procedure is. No frame waits for it.
  const bare: EngineState = {
    ...state,
    facts: { ...state.facts, ...facts },
    frames: [],
    timers: [],
    parked: [],
    past: [],
    misread: 0,
    met: true,
  };
  const said = [{ key: 'engine.apology' }];
  try {
    const stack = new Stack(registry, bare, env);
    stack.push(registry.handOff, { reason: 'failure', flow, state: null }, null);
    const { frames, calls, timers } = stack;
    return {
      state: { ...bare, frames, calls, timers },
      said: [...said, ...stack.said],
      owner: stack.owner,
      language: null,
      ask: false,
      ended: [],
      failure,
    };
  } catch {
    return { state: bare, said, owner: 'queue', language: null, ask: false, ended: [], failure };
  }
}
