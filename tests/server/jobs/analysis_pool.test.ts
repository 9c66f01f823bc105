// The pool: off the event loop, bounded in time and in waiting, and alive after an analysis that was ended.
import { expect, it } from 'vitest';
import { createAnalysisPool, POOL_LIMITS } from '../../../server/jobs/analysis_pool.ts';

const small = { id: 'nearest', inputs: { from: { lon: [1], lat: [1] }, to: { lon: [1], lat: [1] }, k: 1 } };

function large(points: number) {
  const lon = Float64Array.from({ length: points }, (_, i) => ((i * 7919) % 360) - 180);
  const lat = Float64Array.from({ length: points }, (_, i) => ((i * 104729) % 180) - 90);
  return {
    id: 'nearest',
    inputs: { from: { lon, lat }, to: { lon: lon.slice(0, 50_000), lat: lat.slice(0, 50_000) }, k: 50 },
  };
}

it('ends an analysis at its time limit, says so, and runs the next one', async () => {
  const pool = createAnalysisPool({ ...POOL_LIMITS, timeMs: 1500 });
  await pool.run(small).catch(() => null);
  await expect(pool.run(large(2_000_000))).rejects.toMatchObject({ code: 'time_limit' });
  await pool.close();
  const next = createAnalysisPool();
  await expect(next.run(small)).resolves.toMatchObject({ index: [[0]], meters: [[0]] });
  await next.close();
});

it('passes a problem of the analysis on, with its pointers', async () => {
  const pool = createAnalysisPool();
  const swapped = { id: 'nearest', inputs: { from: { lon: [1], lat: [91] }, to: { lon: [1], lat: [1] }, k: 1 } };
  await expect(pool.run(swapped)).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/from/lat/0' }],
  });
  await expect(pool.run(small)).resolves.toMatchObject({ index: [[0]] });
  await pool.close();
});

it('refuses what would wait too long in line, at once', async () => {
  const pool = createAnalysisPool({ ...POOL_LIMITS, waiting: 2 });
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
