import { type Channel, SendFailed } from '../channels/channel.js';
import type { Clock } from '../clock.js';
import { crashPoint } from '../crash.js';
import type { OutboxItem, Store } from '../store/store.js';
import type { Log } from './log.js';

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly log: Log;
}

/** What a node that died while sending had taken is sent again after this. */
const LEASE_MS = 30_000;
const BATCH = 200;
const BACKOFF_MS = [1_000, 5_000, 15_000, 60_000, 300_000] as const;

/**
 * One round of the relay: the head message of each conversation leaves, in order; a failing one holds back its own
 * conversation and no other. @returns how many were taken, so that the caller goes on while there are any.
 */
export async function relay(deps: OutboxDeps): Promise<number> {
  const items = await deps.store.claimOutbox(deps.clock.now(), LEASE_MS, BATCH);
  await Promise.all(items.map((item) => deliver(deps, item)));
  return items.length;
}

async function deliver({ store, clock, channels, log }: OutboxDeps, item: OutboxItem): Promise<void> {
  const { message, channel: channelId, address, language, attempts } = item;
  const channel = channels.get(channelId);
  try {
    if (!channel) throw new SendFailed(`the channel '${channelId}' is not switched on`, BACKOFF_MS[3], false);
    crashPoint('BEFORE_SEND');
    const nativeId = await channel.send({ conversation: message.conversation, address, language, message });
    crashPoint('AFTER_SEND_BEFORE_MARK');
    await store.markSent(message.id, nativeId, clock.now());
  } catch (error) {
    const permanent = error instanceof SendFailed && error.permanent;
    const wait =
      (error instanceof SendFailed ? error.retryAfterMs : null) ?? BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length - 1)] ?? BACKOFF_MS[0];
    log.warn(
      { err: error, message: message.id, channel: channelId, permanent },
      permanent ? 'a message can never leave' : 'a message could not leave yet',
    );
    await store.markUnsent(message.id, permanent ? null : clock.now() + wait, error instanceof Error ? error.message : String(error));
  }
}
