import { EMPTY_STATE } from '../../src/engine/state.js';
import type { Loaded, NewMessage, Store, Trace } from '../../src/store/store.js';

const TRACE: Trace = { flow: 'reception', state: 'asking', owner: 'bot', folio: null };

const line = (key: string, text: string, choices: readonly string[] = []): NewMessage => ({
  from: 'bot',
  key,
  content: { type: 'text', text, location: null, files: [] },
  choices: choices.map((label, index) => ({ id: `choice-${index}`, label })),
  trace: TRACE,
});

/** Greets whoever opens the chat, and answers every message with `echo <text>` and a question with two choices. */
function repliesTo({ messages, signals }: Loaded): readonly NewMessage[] {
  const greeting = signals.some(({ type }) => type === 'open') ? [line('reception.greeting', 'welcome', ['Internet', 'Billing'])] : [];
  const echoes = messages.map(({ content }) => line('reception.echo', `echo ${content.text ?? content.type}`));
  return [...greeting, ...echoes, ...(echoes.length > 0 ? [line('reception.ask', 'anything else?', ['Yes', 'No'])] : [])];
}

/** Commits one turn for all that is pending in a conversation, as the turn runner does. @returns an end to it, once the turn under way is over. */
export function runScriptedBot(store: Store): () => Promise<void> {
  const last = new Map<string, Promise<void>>();
  const pass = async (conversation: string): Promise<void> => {
    const loaded = await store.load(conversation);
    if (loaded && isPending(loaded)) await turn(store, loaded);
  };
  const stop = store.onChange((conversation) => {
    const before = last.get(conversation) ?? Promise.resolve();
    last.set(
      conversation,
      before.then(() => pass(conversation)),
    );
  });
  return async () => {
    stop();
    await Promise.all(last.values());
  };
}

const isPending = ({ messages, signals }: Loaded): boolean => messages.length + signals.length > 0;

async function turn(store: Store, loaded: Loaded): Promise<void> {
  const { conversation, messages, signals } = loaded;
  await store.commitTurn(
    {
      conversation: conversation.id,
      version: conversation.version,
      epoch: conversation.epoch,
      at: conversation.createdAt,
      messages: messages.map(({ seq }) => seq),
      signals: signals.map(({ key }) => key),
      language: conversation.language,
      owner: conversation.owner,
      state: {
        ...EMPTY_STATE,
        frames: [{ id: 'f1', flow: 'reception', version: 1, snapshot: { value: { asking: 'matter' } }, parent: null }],
      },
      replies: repliesTo(loaded),
      sent: true,
      calls: [],
      timers: [],
      cancelledTimers: [],
      cancelledCalls: [],
      log: [],
    },
    conversation.createdAt,
  );
}
