import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Clock ticks a second in /proc, fixed in the interface of Linux. */
const TICKS = 100;

/** CPU time that a process has used, with all its threads, in ms. */
export function cpuMs(pid: number): number {
  const [user = 0, system = 0] = ticksOf(pid);
  return ((user + system) / TICKS) * 1000;
}

/** The processes of a database server on this machine. */
export interface DatabaseProcesses {
  readonly pids: readonly number[];
  /** All processes whose file system begins in this folder belong to it too; null: there are none. */
  readonly root: string | null;
}

/** CPU time of a whole database server, in ms. What ended meanwhile counts too: its parent has waited for it. */
export function databaseCpuMs({ pids, root }: DatabaseProcesses): number {
  const inside = root === null ? [] : processes().filter((pid) => rootOf(pid) === root);
  const ticks = [...new Set([...pids, ...inside])].flatMap((pid) => ticksOf(pid));
  return (ticks.reduce((sum, one) => sum + one, 0) / TICKS) * 1000;
}

/** Of the process itself, user and system, and of its children that have ended; nothing of one that is gone. */
function ticksOf(pid: number): readonly number[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name in brackets, which may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).map(Number);
  } catch {
    return [];
  }
}

const processes = (): readonly number[] => readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

function rootOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/root`);
  } catch {
    return null;
  }
}
