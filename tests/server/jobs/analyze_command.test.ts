// The command line as a process of its own: one JSON on stdout, and exit codes that say which kind of answer it is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs `analyze` with `input` on stdin; `signal` is sent once all of it was taken in. */
async function analyze(args: string[], input = '', signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'analyze', ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [stdout, [code]] = await Promise.all([
    buffer(child.stdout),
    once(child, 'close'),
    new Promise<void>((resolve) => {
      child.stdin.on('error', () => resolve());
      child.stdin.end(input, () => {
        if (signal !== undefined) child.kill(signal);
        resolve();
      });
    }),
  ]);
  return { code: code as number | null, stdout: stdout.toString() };
}

const near = { from: { lon: [1], lat: [1] }, to: { lon: [1, 2], lat: [1, 2] } };

it('answers with one JSON and 0', async () => {
  const { code, stdout } = await analyze(['nearest', '-'], JSON.stringify({ inputs: near }));
  expect([code, JSON.parse(stdout).index, stdout.endsWith('}\n')]).toEqual([0, [[0]], true]);
});

it('lists ids, versions and titles', async () => {
  const { code, stdout } = await analyze(['list']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toContainEqual({ id: 'nearest', version: '1', title: 'Nearest services' });
});

it.each([
  ['what is no JSON', ['nearest', '-'], '{"inputs"', 'invalid_input'],
  ['inputs that do not fit', ['nearest', '-'], JSON.stringify({ inputs: { ...near, k: 0 } }), 'invalid_input'],
  ['an analysis that there is not', ['teleport', '-'], JSON.stringify({ inputs: near }), 'process_not_found'],
  ['a file that is not there', ['nearest', '/nowhere/at/all.json'], '', 'invalid_input'],
  ['a folder in place of a file', ['nearest', '/'], '', 'invalid_input'],
  ['an option that there is not', ['nearest', '-', '--wat', 'x'], '', 'invalid_input'],
  ['a role that there is not', ['nearest', '-', '--role', 'king'], '', 'invalid_input'],
])('answers %s with a problem document and 2', async (_, args, input, word) => {
  const { code, stdout } = await analyze(args, input);
  expect([code, JSON.parse(stdout).code]).toEqual([2, word]);
  expect(stdout).not.toMatch(/nowhere|wat|king|ENOENT/);
});

it('answers Ctrl-C with 3 and says that it was cancelled, in the middle of computing', async () => {
  const column = (length: number, step: number) => Array.from({ length }, (_, i) => ((i * step) % 358) - 179);
  const from = { lon: column(20_000, 1.7), lat: Array(20_000).fill(1) };
  const to = { lon: column(100_000, 0.37), lat: Array(100_000).fill(2) };
  const { code, stdout } = await analyze(['nearest', '-'], JSON.stringify({ inputs: { from, to, k: 1000 } }), 'SIGINT');
  expect([code, JSON.parse(stdout).code]).toEqual([3, 'cancelled']);
});
