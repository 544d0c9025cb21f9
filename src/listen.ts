import { expectation } from './engine/expectation.js';
import type { Facts, Registry } from './engine/flow.js';
import type { EngineState, Input } from './engine/state.js';
import type { Locales } from './locales.js';
import type { Context, Reader, Reading } from './nlu/reading.js';
import { choicesOf } from './speak.js';
import type { Loaded, Message, Signal } from './store/store.js';

export interface Ears {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly locales: Locales;
}

/** A customer's message as inputs of the engine, in order, with the facts found in it. */
export interface Heard {
  readonly inputs: readonly Input[];
  readonly facts: Facts;
  /** Language the customer plainly writes in, or null. */
  readonly language: string | null;
}

const NOTHING: Facts = {};

/** Reads a message knowing what the talking state waits for. Files and places come before the words that go with them. */
export function listen(ears: Ears, state: EngineState, language: string, message: Message, now: number): Heard {
  const { content } = message;
  const kept = [...content.files.map(fileInput), ...(content.location ? [placeInput(content.location)] : [])];
  if (content.text === null || content.text.trim() === '') {
    const nothing = kept.length === 0 && content.type !== 'event';
    return { inputs: nothing ? [{ type: 'unreadable' }] : kept, facts: NOTHING, language: null };
  }
  const context = contextOf(ears, state, language);
  const reading = ears.reader.read(content.text, context, language, now);
  return { inputs: [...kept, inputOf(reading, content.text, context)], facts: reading.facts, language: reading.language };
}

/** True for a message that asks for a person, in whatever state: it does not wait behind a pending call. */
export function asksForPerson(ears: Ears, language: string, message: Message, now: number): boolean {
  const { text } = message.content;
  if (!text) return false;
  const { understood } = ears.reader.read(text, null, language, now);
  return understood.type === 'command' && understood.command.type === 'person';
}

/** True when a customer in the queue says that he goes on with the bot. */
export function leavesQueue(ears: Ears, state: EngineState, language: string, message: Message, now: number): boolean {
  return listen(ears, state, language, message, now).inputs.some(
    (input) =>
      (input.type === 'user' && input.event.type === 'CHOICE' && input.event.id === 'leave') ||
      (input.type === 'command' && (input.command.type === 'cancel' || input.command.type === 'menu')),
  );
}

/** The state with the call for what a message to people puts on record. */
export function overhear(ears: Ears, state: EngineState, language: string, message: Message, now: number, callId: string): EngineState {
  const { text } = message.content;
  if (!text) return state;
  const { understood, facts } = ears.reader.read(text, null, language, now);
  if (understood.type !== 'event' || understood.event.type !== 'INTENT') return state;
  const wanted = ears.registry.overhear(understood.event.intent, text, { ...state.facts, ...facts });
  // No procedure waits for it, so its result goes nowhere.
  return wanted ? { ...state, calls: [...state.calls, { id: callId, frame: '', invoke: 'overheard', ...wanted }] } : state;
}

function contextOf({ registry, locales }: Ears, state: EngineState, language: string): Context | null {
  const expected = expectation(registry, state);
  if (!expected) return null;
  const { flow, state: name, slot, accepts } = expected;
  return { flow, state: name, slot, accepts, choices: choicesOf(locales, language, expected) };
}

function inputOf({ understood, facts }: Reading, text: string, context: Context | null): Input {
  switch (understood.type) {
    case 'event': {
      const { event } = understood;
      if (event.type === 'CHOICE' && event.id === 'person') return { type: 'command', command: { type: 'person' } };
      if (event.type === 'ANSWER') return { type: 'user', event: { ...event, facts } };
      if (event.type === 'CHOICE' && isOwnWords(text, event.id, context)) return { type: 'user', event: { ...event, text } };
      return { type: 'user', event };
    }
    case 'command':
      return { type: 'command', command: understood.command };
    case 'unclear':
      return { type: 'unclear', text, intents: understood.intents };
  }
}

/** A button that was pressed says no more than the choice; what somebody wrote may. */
const isOwnWords = (text: string, id: string, context: Context | null): boolean =>
  context?.choices.every((choice) => choice.id !== id || choice.label !== text.trim()) ?? false;

const fileInput = (file: { name: string; contentType: string; id: string }): Input => ({
  type: 'user',
  event: { type: 'FILE', name: file.name, contentType: file.contentType, file: file.id },
});

const placeInput = (place: { latitude: number; longitude: number }): Input => ({ type: 'user', event: { type: 'LOCATION', ...place } });

/** One thing to work through: either of the two is null. */
type Item = { readonly at: number; readonly message: Message | null; readonly signal: Signal | null };

/** By arrival; a signal before a message of the same instant, so that a result is known to the message that waited for it. */
export function inOrder({ messages, signals }: Loaded): readonly Item[] {
  const items: Item[] = [
    ...signals.map((signal) => ({ at: signal.at, signal, message: null })),
    ...messages.map((message) => ({ at: message.at, signal: null, message })),
  ];
  return items.sort((a, b) => a.at - b.at);
}
