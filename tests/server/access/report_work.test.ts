// The work before a report: what is taken, what is refused (always in the same words), and when it may be used again.
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
import { solvedWork } from '../../../geodata/schema/report.ts';
import { createReportWork } from '../../../server/access/report_work.ts';
import { solveWork } from '../../support/report_work.ts';

const key = new Uint8Array(32).fill(7);
const START = Date.parse('2026-11-20T12:00:00Z');

function bench(bits = 3) {
  let time = START;
  const made = createReportWork({ key, now: () => new Date(time), reportBits: bits });
  const done = () => Promise.resolve('done');
  const refusal = (solved: Parameters<typeof made.checkWork>[0]) =>
    made.checkWork(solved, done).then(
      () => 'taken',
      (problem: Problem) => JSON.stringify(problem.toDocument()),
    );
  return { ...made, done, refusal, later: (ms: number) => (time += ms) };
}

it('is taken once when it is solved, in the shape of the interface', async () => {
  const { challenge, checkWork, done, refusal } = bench();
  const solved = solveWork(challenge());
  expect(solvedWork.safeParse(solved).error).toBeUndefined();
  expect(await checkWork(solved, done)).toBe('done');
  expect(await refusal(solved)).toContain('work_refused');
});

it('asks eight puzzles of fourteen bits, and its text differs each time in the same length', () => {
  const { challenge } = createReportWork({ key, now: () => new Date(START) });
  const [one, two] = [challenge(), challenge()];
  expect(one).toMatchObject({ puzzles: 8, bits: 14 });
  expect(one.challenge).not.toBe(two.challenge);
  expect([one.challenge.length, two.challenge.length]).toEqual([72, 72]);
});

it('is refused in the same words whether it is over, forged, of another key, spent, unsolved or no challenge at all', async () => {
  const { challenge, refusal, later, checkWork, done } = bench(8);
  const over = solveWork(challenge());
  later(10 * 60_000);
  const spent = solveWork(challenge());
  await checkWork(spent, done);
  const solved = solveWork(challenge());
  const bytes = Buffer.from(solved.challenge, 'base64url');
  /** A later end, under the old seal. */
  bytes.writeUIntBE(bytes.readUIntBE(16, 6) + 1000, 16, 6);
  const forged = solveWork({ challenge: bytes.toString('base64url'), puzzles: 8, bits: 8 });
  const other = createReportWork({ key: key.map(() => 8), now: () => new Date(START + 600_000), reportBits: 8 });
  const nonsense = ['', 'a', randomBytes(54).toString('base64url'), 'é'.repeat(100), solved.challenge.slice(0, 29)];
  const answers = [
    await refusal(over),
    await refusal(spent),
    await refusal(forged),
    await refusal(solveWork(other.challenge())),
    await refusal({ ...solved, answers: solved.answers.slice(1) }),
    await refusal({ ...solved, answers: [...solved.answers, solved.answers[0] as string] }),
    await refusal({ ...solved, answers: solved.answers.with(3, 'AAAAAAAAAA') }),
    await refusal({ ...solved, answers: solved.answers.toReversed() }),
    ...(await Promise.all(nonsense.map((text) => refusal(solveWork({ challenge: text, puzzles: 8, bits: 8 }))))),
  ];
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('work_refused');
  expect(await refusal(solved)).toBe('taken');
});

it('is good again where what followed failed on our side, and spent where it was refused', async () => {
  const { challenge, checkWork, done } = bench();
  const solved = solveWork(challenge());
  const failing = (fault: Error) => () => Promise.reject(fault);
  await expect(checkWork(solved, failing(new Error('lost')))).rejects.toThrow('lost');
  await expect(checkWork(solved, failing(new Problem('busy')))).rejects.toMatchObject({ code: 'busy' });
  expect(await checkWork(solved, done)).toBe('done');
  const refused = solveWork(challenge());
  await expect(checkWork(refused, failing(new Problem('invalid_input')))).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(checkWork(refused, done)).rejects.toMatchObject({ code: 'work_refused' });
});

it('lets one of fifty in that come with the same challenge at once', async () => {
  const { challenge, checkWork } = bench();
  const solved = solveWork(challenge());
  let runs = 0;
  const all = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      checkWork(solved, async () => {
        runs += 1;
        await new Promise(setImmediate);
      }),
    ),
  );
  expect([runs, all.filter(({ status }) => status === 'fulfilled').length]).toEqual([1, 1]);
});

it('forgets what is over, and never holds more than fifty thousand', async () => {
  const { challenge, checkWork, done, refusal, later } = bench(1);
  const first = solveWork(challenge());
  await checkWork(first, done);
  for (let n = 0; n < 49_999; n += 1) await checkWork(solveWork(challenge()), done);
  expect(await refusal(first)).toContain('work_refused');
  await checkWork(solveWork(challenge()), done);
  // The oldest gave its place: what that costs is what fifty thousand challenges of one's own cost.
  expect(await refusal(first)).toBe('taken');
  later(600_000);
  expect(await refusal(first)).toContain('work_refused');
}, 60_000);
