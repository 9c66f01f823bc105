// The pool: off the event loop, bounded in time and in waiting, and alive after an analysis that was ended.
import { expect, it } from 'vitest';
import { createAnalysisPool, POOL_LIMITS } from '../../../server/jobs/analysis_pool.ts';

const resultOf = (json: Uint8Array) => JSON.parse(new TextDecoder().decode(json));

const small = { id: 'nearest', inputs: { from: { lon: [1], lat: [1] }, to: { lon: [1], lat: [1] }, k: 1 } };

it('ends an analysis at its time limit and says so', async () => {
  const pool = createAnalysisPool({ ...POOL_LIMITS, timeMs: 1 });
  await expect(pool.run(small)).rejects.toMatchObject({ code: 'time_limit' });
  await pool.close();
});

it('ends an analysis that needs too much memory, says so, and runs the next one', async () => {
  const pool = createAnalysisPool({ ...POOL_LIMITS, heapMb: 160 });
  const column = (length: number, of: number) => Array.from({ length }, (_, i) => (i * 0.7919) % of);
  const from = { lon: column(1_000_000, 180), lat: column(1_000_000, 90) };
  const large = { id: 'nearest', inputs: { from, to: { lon: column(1000, 180), lat: column(1000, 90) }, k: 10 } };
  await expect(pool.run(large)).rejects.toMatchObject({ code: 'too_large' });
  expect(resultOf(await pool.run(small))).toMatchObject({ index: [[0]], meters: [[0]] });
  await pool.close();
});

it('passes a problem of the analysis on, with its pointers', async () => {
  const pool = createAnalysisPool();
  const swapped = { id: 'nearest', inputs: { from: { lon: [1], lat: [91] }, to: { lon: [1], lat: [1] }, k: 1 } };
  await expect(pool.run(swapped)).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/from/lat/0' }],
  });
  expect(resultOf(await pool.run(small))).toMatchObject({ index: [[0]] });
  await pool.close();
});

it('refuses what would wait too long in line, at once', async () => {
  const pool = createAnalysisPool({ ...POOL_LIMITS, workers: 1, waiting: 2 });
  const runs = Array.from({ length: 5 }, () =>
    pool.run(small).then(
      () => 'done',
      (problem) => problem.code,
    ),
  );
  const outcomes = await Promise.all(runs);
  expect(outcomes.filter((outcome) => outcome === 'done').length).toBe(3);
  expect(outcomes.filter((outcome) => outcome === 'busy').length).toBe(2);
  await pool.close();
});

it('keeps its worker when an input is nested too deeply to be handed over', async () => {
  const pool = createAnalysisPool();
  const deep = JSON.parse(`${'['.repeat(8000)}${']'.repeat(8000)}`);
  await expect(pool.run({ id: 'nearest', inputs: { from: deep } })).rejects.toMatchObject({ code: 'invalid_input' });
  expect(resultOf(await pool.run(small))).toMatchObject({ index: [[0]] });
  await pool.close();
});
