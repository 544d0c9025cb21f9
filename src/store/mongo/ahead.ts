import type { Session } from './session.js';

/** So long the nodes that know a procedure have for themselves what waits in it. */
const PATIENCE_MS = 60_000;
const REMEMBERED = 1_000;

/**
 * Conversations in procedures that are newer than this program's: a newer node has worked on them. Their work is left to such nodes. When
 * none comes, as after a return to an older release, this node takes it, and the engine ends the procedure with an apology and a person:
 * nobody is left without an answer.
 */
export class Ahead {
  /** Of each conversation with such work: at which of its turns it was first seen to wait, when, and whether this node takes it. */
  private readonly waiting = new Map<string, { readonly version: number; readonly since: number; taken: boolean }>();

  /** @param known version by procedure; null: any. */
  constructor(private readonly known: ReadonlyMap<string, number> | null) {}

  /** True: a newer node's, at least for now. */
  isLeft({ _id: id, version, flows }: Waiting): boolean {
    const seen = this.waiting.get(id);
    return this.isAhead(flows) && !(seen?.version === version && seen.taken);
  }

  /** The same of one that has work now, which this node takes when nobody else has for long enough. */
  leaves(session: Waiting, now: number): boolean {
    const { _id: id, version, flows } = session;
    if (!this.isAhead(flows)) return false;
    const seen = this.waiting.get(id);
    if (seen?.version === version) seen.taken ||= now - seen.since >= PATIENCE_MS;
    else this.see(id, { version, since: now, taken: false });
    return this.isLeft(session);
  }

  /** What stands in `/readyz` while something waits for a newer node, or null. */
  get notice(): string | null {
    if (this.waiting.size === 0) return null;
    return `${this.waiting.size} conversations were in procedures of a newer release and were left to its nodes: upgrade this node to that release.`;
  }

  private isAhead(flows: Session['flows']): boolean {
    const { known } = this;
    return known !== null && flows.some(({ flow, version }) => version > (known.get(flow) ?? 0));
  }

  private see(id: string, waiting: { readonly version: number; readonly since: number; taken: boolean }): void {
    this.waiting.delete(id);
    this.waiting.set(id, waiting);
    const [oldest] = this.waiting.keys();
    if (this.waiting.size > REMEMBERED && oldest !== undefined) this.waiting.delete(oldest);
  }
}

type Waiting = Pick<Session, '_id' | 'version' | 'flows'>;
