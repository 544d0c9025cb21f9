import { randomUUID } from 'node:crypto';
import { activityId } from '../channels/webchat-activity.js';
import { type ClientActivity, meaningOf, toInbound } from '../channels/webchat-inbound.js';
import { crashPoint } from '../crash.js';
import type { FileRef } from '../store/store.js';
import { type Party, refOf } from './party.js';
import type { WebContext } from './web-context.js';

/**
 * Takes one activity of a customer. It resolves when what is to be kept is durable, and only then may the
 * client be told so.
 * @returns the activity's id. What is not kept gets one that nothing refers to.
 */
export async function receiveActivity(
  { store, node, clock }: WebContext,
  party: Party,
  activity: ClientActivity,
  raw: string,
  files: readonly FileRef[],
): Promise<string> {
  const meaning = meaningOf(activity);
  if (meaning === 'opening') await store.open(refOf(party), node, clock.now());
  if (meaning !== 'message') return `${party.conversation}|${randomUUID()}`;
  const [accepted] = await store.accept([toInbound(activity, raw, refOf(party), files)], node, clock.now());
  if (accepted?.conversation !== party.conversation) throw new Error('the store put a message into another conversation');
  return activityId(party.conversation, accepted.seq);
}

/** Hook of the routes that take activities, run when the answer has been written. */
export async function acknowledged(): Promise<void> {
  crashPoint('AFTER_ACK');
}
