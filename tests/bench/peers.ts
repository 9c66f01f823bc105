// Peers that are programs of their own: started when they are there, named as left out when they are not. They time themselves,
// so that starting them and reading files does not count. All times are of the processor, which other work on the machine
// lengthens less than those of the clock.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, Timing } from './table.ts';

export const referenceFile = (name: string): string => fileURLToPath(new URL(`../reference/${name}`, import.meta.url));

/** A folder with columns as raw little-endian files, for programs that do not speak JSON. */
export function columnsFolder(columns: Readonly<Record<string, Float64Array | Int32Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'safereach-bench-'));
  for (const [name, column] of Object.entries(columns)) {
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return folder;
}

/** Best of `turns` for each contender in processor time of this process, all in turn. */
export function processorTimings(contenders: readonly Contender[], turns: number): Timing[] {
  const best = contenders.map(({ name }) => ({ name, milliseconds: Number.POSITIVE_INFINITY, units: 1 }));
  for (let turn = 0; turn < turns; turn++) {
    contenders.forEach((contender, at) => {
      const start = process.cpuUsage();
      const units = contender.work();
      const { user, system } = process.cpuUsage(start);
      const row = best[at] as { milliseconds: number; units: number };
      row.units = units;
      row.milliseconds = Math.min(row.milliseconds, (user + system) / 1000);
    });
  }
  return best.map(({ name, milliseconds, units }) => ({
    name,
    milliseconds,
    nanosecondsPerUnit: (milliseconds * 1e6) / units,
  }));
}

export interface PeerRun {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly units: number;
  /** Sum of what all contenders must agree on, or null where a peer answers another question. */
  readonly expected: number | null;
}

/** Runs a peer that prints lines of `name milliseconds sum`; a peer that fails is told and left out. */
export function peerTimings(run: PeerRun): Timing[] {
  let text: string;
  try {
    text = execFileSync(run.command, run.args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e7 });
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is not installed' : 'failed';
    console.log(`  ${run.name}: left out, ${run.command} ${why}`);
    return [];
  }
  return text
    .split('\n')
    .map((line) => /^(.*?)\s+([\d.]+)\s+([\d.e+]+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, name, time, sum]) => {
      const off = run.expected === null ? 0 : Math.abs(Number(sum) / run.expected - 1);
      const note = off > 1e-9 ? ` (sum differs by ${off.toExponential(1)})` : '';
      return {
        name: `${name}${note}`,
        milliseconds: Number(time),
        nanosecondsPerUnit: (Number(time) * 1e6) / run.units,
      };
    });
}

/** Compiles a C file of tests/reference; null where there is no compiler. */
export function compiled(name: string, folder: string): string | null {
  const program = join(folder, name.replace(/\.c$/, ''));
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, referenceFile(name), '-lm']);
    return program;
  } catch {
    console.log('  C: left out, gcc is not installed');
    return null;
  }
}
