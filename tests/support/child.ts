// Starts a TypeScript file of the tests as a process of its own and waits for what it says.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  readonly lines: readonly string[];
  /** Resolves at the first line that passes; rejects when the process ends before. */
  says(wanted: (line: string) => boolean): Promise<string>;
  /** kill -9, and waits for the end. */
  kill(): Promise<void>;
  readonly ended: Promise<number | null>;
}

export function startChild(file: URL, ...values: string[]): Child {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...values], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream! }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      hasEnded = true;
      wake();
      resolve(code);
    });
  });
  return {
    pid: child.pid!,
    lines,
    ended,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = lines.find(wanted);
          if (line === undefined && !hasEnded) return;
          waiting.delete(look);
          if (line === undefined) reject(new Error(`The child ended before it said so:\n${lines.join('\n')}`));
          else resolve(line);
        };
        waiting.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
