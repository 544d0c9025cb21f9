import type { TurnCommit } from '../store/store.js';

/** Prints states, calls and timers of each turn, for whoever writes procedures. */
export function tracer(output: NodeJS.WritableStream): (commit: TurnCommit) => void {
  return ({ state, owner, calls, timers, cancelledTimers, log, replies }) => {
    const frames = state.frames.map(({ flow, snapshot }) => `${flow}.${stateOf(snapshot)}`).join(' › ') || '(nothing under way)';
    const lines = [
      `  state   ${frames}  [${owner}]`,
      ...replies.map(({ key }) => `  say     ${key}`),
      ...calls.map(({ effect, input }) => `  call    ${effect} ${JSON.stringify(input)}`),
      ...timers.map(({ name, dueAt }) => `  timer   ${name} at ${new Date(dueAt).toISOString()}`),
      ...cancelledTimers.map((id) => `  cancel  timer ${id}`),
      ...log.map(({ what, data }) => `  log     ${what} ${JSON.stringify(data)}`),
    ];
    output.write(`\n${lines.join('\n')}\n`);
  };
}

const stateOf = (snapshot: unknown): string => {
  const { value } = snapshot as { value: unknown };
  return typeof value === 'string' ? value : JSON.stringify(value);
};
