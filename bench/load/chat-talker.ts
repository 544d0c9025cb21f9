import { Awaited } from './awaited.js';
import type { Target } from './protocol.js';
import { durableReplies, type Replies, socketReplies } from './replies.js';
import { findLosses } from './stored.js';
import type { Talker, Unit } from './talker.js';
import { type Step, Visitor } from './visitor.js';

const PLUGGED = 'power-check.askPlugged';

/** Into the middle of a failure report. */
const OPENING: readonly Step[] = [
  { say: 'no tengo internet desde ayer, cuenta 100001', until: 'identify-customer.askEmail' },
  { say: 'ana.torres@example.com', until: 'identify-customer.askPhone' },
];
const PHONE = '222 000 0001';
/** All are the same customer: who reports after the first is asked whether it is the same failure. */
const ASKED_WHETHER_SAME = 'same-report.ask';
/**
 * Round and round there: plain answers, as most messages are, and one in words of its own, too long to be remembered. Each is read and worked
 * through three machines.
 */
const ROUND: readonly Step[] = [
  { say: 'sí', until: 'power-check.askLights' },
  { say: 'regresar', until: PLUGGED },
  { say: 'muchas gracias por su ayuda, es usted muy amable', until: PLUGGED },
  { say: 'repita', until: PLUGGED },
];

/**
 * Customers of our server who all are in the middle of a failure report, and answer as soon as they are asked; or,
 * for `accept`, who write to nobody. Of several nodes each customer keeps to one.
 */
export async function makeChatTalker(target: Target): Promise<Talker> {
  const awaited = new Awaited();
  const replies = repliesOf(target, awaited);
  const visitors: Visitor[] = [];
  for (let index = 0; index < target.customers; index++) {
    const port = target.ports[index % target.ports.length] ?? 0;
    visitors.push(await Visitor.arrive({ port, secret: target.secret, awaited, replies }, `bench-${target.name}-${index}`));
  }
  if (replies) await Promise.all(visitors.map(report));
  return new ChatTalker(target, visitors, replies !== null);
}

function repliesOf({ kind, dataDir }: Target, { heard }: Awaited): Replies | null {
  if (kind === 'accept') return null;
  return kind === 'chat-socket' ? socketReplies(heard) : durableReplies(dataDir, heard);
}

async function report(visitor: Visitor): Promise<void> {
  for (const step of OPENING) await visitor.say(step);
  const asked = visitor.hear(PLUGGED, ASKED_WHETHER_SAME);
  await visitor.post(PHONE);
  if ((await asked) === ASKED_WHETHER_SAME) await visitor.say({ say: 'no', until: PLUGGED });
}

class ChatTalker implements Talker {
  private readonly turns: number[];

  constructor(
    private readonly target: Target,
    private readonly visitors: readonly Visitor[],
    private readonly isAnswered: boolean,
  ) {
    this.turns = visitors.map(() => 0);
  }

  get customers(): number {
    return this.visitors.length;
  }

  async work(index: number): Promise<Unit> {
    const visitor = this.visitors[index];
    const turn = this.turns[index];
    if (!visitor || turn === undefined) throw new Error(`There is no customer ${index}.`);
    this.turns[index] = turn + 1;
    return visitor.say(ROUND[turn % ROUND.length] as Step);
  }

  /** Every message is there once, and nobody's is unanswered. */
  verify(): Promise<readonly string[]> {
    const sent = new Map(this.visitors.map((visitor) => [visitor.conversation, visitor.sent]));
    return findLosses(this.target.storeUrl, sent, this.isAnswered);
  }
}
