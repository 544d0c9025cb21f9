import type { Notice } from './state.js';
import { handleUser } from './user-input.js';
import type { Work } from './work.js';

/** So many are known again: far more than there are about one customer at a time. */
const REMEMBERED = 100;

/** A notice that has not come before is told, or waits while an agent has the conversation: nobody talks over them. */
export function hearNotice(todo: Work, notice: Notice, isAgents: boolean): void {
  const { told, held } = todo.notices ?? { told: [], held: [] };
  if (told.includes(notice.key)) return;
  todo.notices = { told: [...told, notice.key].slice(-REMEMBERED), held: isAgents ? [...held, notice] : held };
  if (!isAgents) announce(todo, notice);
}

/** What has waited, now that the bot has the conversation. */
export function tellHeld(todo: Work): void {
  const { notices } = todo;
  if (!notices || notices.held.length === 0) return;
  todo.notices = { ...notices, held: [] };
  for (const notice of notices.held) announce(todo, notice);
}

function announce(todo: Work, { say, opens }: Notice): void {
  todo.stack.said.push(say);
  if (opens === null || !isAtRest(todo)) return;
  todo.stack.facts = { ...todo.stack.facts, ...opens.facts };
  handleUser(todo, { type: 'INTENT', intent: opens.intent, text: '' });
}

/** No procedure is under way that would be interrupted: at most the customer is asked what else there is. */
const isAtRest = ({ stack, registry }: Work): boolean =>
  stack.owner !== 'queue' && stack.calls.length === 0 && stack.frames.every(({ flow }) => flow === registry.entry);
