/** Instants at which the fault tests kill the process. Compiled in, and silent unless `CRASH_AT=name:n` names one. */
export type CrashPoint =
  | 'AFTER_HTTP_READ'
  | 'AFTER_VERIFY'
  | 'AFTER_INSERT'
  | 'BEFORE_COMMIT'
  | 'AFTER_COMMIT_BEFORE_ACK'
  | 'AFTER_ACK'
  | 'BEFORE_TURN'
  | 'MID_TURN'
  | 'AFTER_TURN_COMMIT'
  | 'BEFORE_SEND'
  | 'AFTER_SEND_BEFORE_MARK'
  | 'TIMER_PICKED'
  | 'TAKEOVER_COMMIT';

const [point, hit] = (process.env.CRASH_AT ?? '').split(':');
let left = Number(hit ?? 1);

/** Kills this process, as a power cut would, at the n-th time it passes the named point. */
export function crashPoint(name: CrashPoint): void {
  if (name !== point) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}
