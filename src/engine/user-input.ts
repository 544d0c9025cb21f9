import type { UserEvent } from './flow.js';
import { stateName } from './machine.js';
import type { Past } from './state.js';
import { callPerson, openEntry, resume, type Work, waitingAt } from './work.js';

/** Misunderstandings in a row after which a person is called. */
const PATIENCE = 3;
/** How many answers "back" can undo. */
const PAST_DEPTH = 4;
/** The intent of words that only say who or which. */
export const TELLING = 'provide_identifiers';
/** What is answered to words that want nothing. */
const COURTESIES: ReadonlyMap<string, string> = new Map([
  ['greeting', 'engine.hello'],
  ['thanks_goodbye', 'engine.thanked'],
]);

/** What is said when an agent has let a conversation go that was never handed over: they took it from the bot. */
const GIVEN_BACK: ReadonlyMap<UserEvent['type'], string> = new Map([
  ['HANDED_BACK', 'engine.handedBack'],
  ['LEFT_QUEUE', 'engine.handedBack'],
  ['RESOLVED', 'engine.resolved'],
]);

/** An understood event goes to the state that talks; what it cannot take becomes a digression or is kept with thanks. */
export function handleUser(todo: Work, event: UserEvent): void {
  const { stack, registry } = todo;
  const back = GIVEN_BACK.get(event.type);
  if (back !== undefined && !stack.frames.some(({ flow }) => flow === registry.handOff)) {
    takeBack(todo, back);
    return;
  }
  learnMatter(todo, event);
  learnPlace(todo, event);
  const { top } = stack;
  if (!top) {
    todo.misread = 0;
    openEntry(todo, event.type === 'INTENT' ? event.intent : null, 'text' in event ? event.text : '');
    if (isKept(event)) divert(todo, event);
    return;
  }
  const snapshot = stack.snapshot(top);
  if (snapshot.can(event)) {
    todo.misread = 0;
    // Back never leads into the queue: whoever left it asks for a person again.
    if (snapshot.hasTag('waiting') && top.flow !== todo.registry.handOff) todo.past = [...todo.past, remember(todo)].slice(-PAST_DEPTH);
    const before = waitingAt(stack);
    stack.send(stack.frames.length - 1, event);
    if (event.type === 'CORRECTION') confirm(todo, before);
    // Even an answer that changes nothing is answered: at least the question comes again.
    todo.ask = true;
    return;
  }
  divert(todo, event);
}

/** The bot has it again, and goes on where the agent came in. */
function takeBack(todo: Work, key: string): void {
  const { stack } = todo;
  stack.owner = 'bot';
  stack.said.push({ key });
  todo.ask = true;
  if (stack.top) resume(todo);
  else openEntry(todo, null, '');
}

/** Things rather than words: they are thanked for wherever they come. */
const isKept = ({ type }: UserEvent): boolean => type === 'FILE' || type === 'LOCATION';

function divert(todo: Work, event: UserEvent): void {
  const { stack } = todo;
  todo.ask = true;
  switch (event.type) {
    case 'INTENT':
      if (todo.registry.byIntent.has(event.intent)) startDigression(todo, event.intent, event.text);
      else answerAside(todo, event.intent, event.text);
      return;
    case 'CORRECTION':
      correct(todo, event);
      return;
    case 'FILE':
      stack.said.push({ key: 'engine.fileKept' });
      return;
    case 'LOCATION':
      stack.said.push({ key: 'engine.locationKept' });
      return;
    default:
      handleUnclear(todo, '', []);
  }
}

/** The first words that name a matter are kept as the customer's own description of it. */
function learnMatter({ stack }: Work, event: UserEvent): void {
  if (event.type === 'INTENT' && event.text && stack.facts.matter === undefined && stack.registry.byIntent.has(event.intent)) {
    stack.facts = { ...stack.facts, matter: event.text };
  }
}

/** A place is known from when it was sent, whatever it was sent for: who asks for something there later need not send it again. */
function learnPlace({ stack }: Work, event: UserEvent): void {
  if (event.type === 'LOCATION') stack.facts = { ...stack.facts, location: `${event.latitude},${event.longitude}` };
}

/** Words that start nothing: a courtesy is returned, data are taken with thanks; anything else answers no question that was put. */
function answerAside(todo: Work, intent: string, text: string): void {
  const told = intent === TELLING && Object.keys(todo.told).length > 0;
  const key = told ? 'engine.noted' : COURTESIES.get(intent);
  if (key === undefined) handleUnclear(todo, text, []);
  else todo.stack.said.push({ key });
}

function startDigression(todo: Work, intent: string, text: string): void {
  const { stack, registry } = todo;
  const flow = registry.byIntent.get(intent) ?? '';
  todo.misread = 0;
  if (flow === registry.handOff) {
    const { top } = stack;
    callPerson(todo, 'asked', top?.flow ?? null, top ? stateName(stack.snapshot(top)) : null);
    return;
  }
  if (stack.frames.some((frame) => frame.flow === flow)) goBackTo(todo, flow, { type: 'INTENT', intent, text });
  else stack.push(flow, { intent, text, nested: true }, null);
}

/** The matter is under way already: what stands above it is given up, and it hears what was said. */
function goBackTo(todo: Work, flow: string, event: UserEvent): void {
  const { stack } = todo;
  const at = stack.frames.findIndex((frame) => frame.flow === flow);
  const above = stack.frames.findIndex((frame, index) => index > at && frame.parent === null);
  if (above >= 0) {
    stack.cut(above);
    resume(todo);
  }
  const before = waitingAt(stack);
  const heard = sendToNearest(todo, event, at);
  if (!heard) stack.said.push({ key: 'engine.alreadyHere' });
  else if (waitingAt(stack) === before && stack.said.length === 0) stack.said.push({ key: 'engine.wishNoted' });
}

/** The nearest procedure that can take an event does, down to the one at `lowest`; what it had called is dropped. @returns false: none can. */
function sendToNearest({ stack }: Work, event: UserEvent, lowest: number): boolean {
  const index = stack.frames.findLastIndex((frame, at) => at >= lowest && stack.snapshot(frame).can(event));
  if (index >= 0) stack.send(index, event);
  return index >= 0;
}

/** "No, mi cuenta es…". */
function correct(todo: Work, event: UserEvent & { type: 'CORRECTION' }): void {
  const { stack } = todo;
  todo.misread = 0;
  // Whoever is another now has proved nothing yet.
  stack.facts = { ...stack.facts, [event.fact]: event.value, matched: 'no' };
  const before = waitingAt(stack);
  sendToNearest(todo, event, stack.root());
  confirm(todo, before);
}

/** The same question again says nothing of whether the correction was heard. */
function confirm({ stack }: Work, before: string | null): void {
  if (waitingAt(stack) === before && stack.said.length === 0) stack.said.push({ key: 'engine.correctionNoted' });
}

/** Not understood: once and twice the question is put in other words, the third time a person is called. */
export function handleUnclear(todo: Work, text: string, intents: readonly string[]): void {
  const { stack, registry } = todo;
  todo.ask = true;
  if (!stack.top) {
    openEntry(todo, null, text);
    return;
  }
  todo.misread += 1;
  if (todo.misread >= PATIENCE) {
    todo.misread = 0;
    const { top } = stack;
    callPerson(todo, 'misunderstood', top.flow, stateName(stack.snapshot(top)));
    return;
  }
  const asked = stack.frames.some((frame) => frame.flow === registry.clarify);
  if (intents.length === 2 && !asked) stack.push(registry.clarify, { intents: [...intents], text }, null);
  else stack.said.push({ key: todo.misread === 1 ? 'engine.rephrase' : 'engine.rephraseWithHelp' });
}

function remember({ stack, before }: Work): Past {
  return {
    frames: before.frames,
    facts: before.facts,
    timers: before.timers.map(({ frame, name, dueAt, event }) => ({ frame, name, event, left: Math.max(0, dueAt - stack.env.now) })),
  };
}
