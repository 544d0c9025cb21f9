import type { Log } from './log.js';

export interface Loop {
  /** Runs again as soon as the present round is over, or at once. */
  poke(): void;
  /** Resolves when no round is under way any more. */
  stop(): Promise<void>;
}

/** Repeats a round for ever, `everyMs` apart, never two at a time; a failing round is logged and the next one comes. */
export function repeat(everyMs: number, round: () => Promise<unknown>, log: Log): Loop {
  let stopped = false;
  let poked = false;
  let wake: () => void = () => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const done = (async () => {
    while (!stopped) {
      poked = false;
      await round().catch((error: unknown) => log.error({ err: error }, 'a job failed; it will run again'));
      if (!stopped && !poked) await pause();
    }
  })();
  return {
    poke: () => {
      poked = true;
      wake();
    },
    stop: () => {
      stopped = true;
      wake();
      return done;
    },
  };
}
