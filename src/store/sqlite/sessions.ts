import type { EngineState } from '../../engine/state.js';

/** Conversations that are going on at a time; a state is some kilobytes. */
const KEPT = 1_000;

/**
 * The states of conversations that go on, as this process last committed them, so that a turn need not read and parse what the turn before
 * has written. A state is that of one version, and the row says which version is the present one: whatever another process has written since
 * is read from there.
 */
export class Sessions {
  private readonly kept = new Map<string, { readonly version: number; readonly state: EngineState }>();

  get(conversation: string, version: number): EngineState | null {
    const found = this.kept.get(conversation);
    return found?.version === version ? found.state : null;
  }

  /** Only what is durable may be kept: another state could yet become that of the same version. */
  keep(conversation: string, version: number, state: EngineState): void {
    // Put behind all others, the longest unused goes first.
    this.kept.delete(conversation);
    this.kept.set(conversation, { version, state });
    if (this.kept.size <= KEPT) return;
    for (const oldest of this.kept.keys()) {
      this.kept.delete(oldest);
      return;
    }
  }
}
