import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { CORES } from './processes.js';
import { median } from './statistics.js';

const SYNCS = 200;
const PAGE = Buffer.alloc(512, 1);

/** ms of one fsync after a small append, the median of many: what durability costs on this disk. */
function fsyncMs(folder: string): number {
  const file = join(folder, 'fsync');
  const handle = openSync(file, 'w');
  const took = Array.from({ length: SYNCS }, () => {
    writeSync(handle, PAGE);
    const begun = performance.now();
    fsyncSync(handle);
    return performance.now() - begun;
  });
  closeSync(handle);
  rmSync(file);
  return median(took);
}

/** On what it was measured; figures mean nothing without it. */
export function describeHost(folder: string): string {
  const [cpu] = cpus();
  const pinned = CORES ? `server on core ${CORES.server}, load on core ${CORES.load}` : 'processes not tied to cores';
  return [
    `Node ${process.version}, ${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown'}, ${pinned}`,
    `load of the machine ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}, fsync p50 ${fsyncMs(folder).toFixed(2)} ms in ${folder}`,
  ].join('\n');
}
