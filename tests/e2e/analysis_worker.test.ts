// Every method of the catalog in real Chromium, beside the page, under the real server's policy: the numbers of the server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import type { CoverageGapResult } from '../../geodata/analysis/reach/coverage_gap_schema.ts';
import { STAFF } from '../../vite.config.ts';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let folder: string;
let server: RunningServer;
let browser: Browser;
let open: Visit;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-worker-page-'));
  await build({
    ...STAFF,
    configFile: false,
    logLevel: 'error',
    root: new URL('./worker_page/', import.meta.url).pathname,
    plugins: [],
    build: { ...STAFF.build, outDir: folder },
  });
  [server, browser] = await Promise.all([
    startServer({ SAFEREACH_WEB: folder, SAFEREACH_DEMO_SCALE: '0' }),
    launchBrowser(),
  ]);
  open = await visit({ browser, address: server.address });
  await open.page.waitForFunction(() => window.workerPage !== undefined);
  await open.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
    await fetch('/api/session/demo', { method: 'POST', headers, body: JSON.stringify({ role: 'planner' }) });
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const inWorker = (id: string, inputs: unknown) =>
  open.page.evaluate(({ id, inputs }) => window.workerPage!.run({ id, inputs }), { id, inputs });

const onServer = (id: string, inputs: unknown) =>
  open.page.evaluate(
    async ({ id, inputs }) => {
      const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
      const body = JSON.stringify({ inputs });
      return (await fetch(`/ogc/processes/${id}/execution`, { method: 'POST', headers, body })).text();
    },
    { id, inputs },
  );

/** The engine of Node 20 and that of a newer Chromium differ in the last bit of sin, cos and exp; nothing else may differ. */
const LAST_BITS = 1e-11;

/** Where two answers differ by more than that: paths, or nothing. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (typeof one === 'number' && typeof other === 'number') {
    return Math.abs(one - other) <= LAST_BITS * Math.max(Math.abs(one), Math.abs(other)) ? [] : [path];
  }
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) {
    return one === other ? [] : [path];
  }
  if (JSON.stringify(Object.keys(one)) !== JSON.stringify(Object.keys(other))) return [path];
  return Object.entries(one).flatMap(([key, value]) =>
    differences(value, (other as Record<string, unknown>)[key], `${path}/${key}`),
  );
}

describe('the worker', () => {
  it.each(CATALOG.map((method) => [method.id, method.example] as const))(
    'answers %s with the numbers of the server',
    async (id, example) => {
      const [here, there] = [JSON.parse(await inWorker(id, example)), JSON.parse(await onServer(id, example))];
      expect(here).toHaveProperty('method', id);
      expect(differences(here, there)).toEqual([]);
    },
  );

  it.each(
    CATALOG.filter(({ id }) => ['nearest', 'coverage-gap', 'gi-star'].includes(id)).map(
      (method) => [method.id, method.example] as const,
    ),
  )('answers %s with the bytes of the server', async (id, example) => {
    expect(await inWorker(id, example)).toBe(await onServer(id, example));
  });

  it('gives the same order and the same meters over a thousand places all round the earth', async () => {
    const column = (step: number, width: number) =>
      Array.from({ length: 1000 }, (_, i) => ((i * step) % width) - width / 2);
    const inputs = {
      from: { lon: column(37.137, 360), lat: column(11.713, 180) },
      to: { lon: column(101.317, 360), lat: column(7.919, 180) },
      k: 3,
    };
    const [here, there] = [await inWorker('nearest', inputs), await onServer('nearest', inputs)].map((text) =>
      JSON.parse(text),
    );
    expect(differences(here, there)).toEqual([]);
  });

  it('takes typed arrays over from the page, gives typed arrays back, and leaves those that are to be kept', async () => {
    const lengths = await open.page.evaluate(async () => {
      const columns = () => ({ lon: new Float64Array([1, 2]), lat: new Float64Array([1, 2]) });
      const [given, kept] = [columns(), columns()];
      const run = window.workerPage!.runMethod;
      await run({ id: 'nearest', inputs: { from: given, to: columns() } });
      await run({ id: 'nearest', inputs: { from: kept, to: columns() }, keepInputs: true });
      return [given.lon.length, given.lat.buffer.byteLength, kept.lon.length];
    });
    expect(lengths).toEqual([0, 0, 2]);
  });

  it('says what does not fit, with pointers', async () => {
    const outcome = JSON.parse(await inWorker('nearest', { from: { lon: [1], lat: [91] }, to: { lon: [], lat: [] } }));
    expect(outcome).toMatchObject({ state: 'failed', errors: [{ pointer: '/from/lat/0' }] });
  });

  it('ends a run in the middle when it is cancelled, and runs the next', async () => {
    const states = await open.page.evaluate(async () => {
      const column = (length: number, step: number) => Float64Array.from({ length }, (_, i) => ((i * step) % 178) - 89);
      const many = { lon: column(20_000, 1.7), lat: column(20_000, 0.7) };
      const few = () => ({ lon: new Float64Array([1]), lat: new Float64Array([1]) });
      const run = window.workerPage!.runMethod;
      const stop = new AbortController();
      const long = run({
        id: 'nearest',
        inputs: { from: many, to: { lon: column(100_000, 0.37), lat: column(100_000, 0.13) }, k: 200 },
        signal: stop.signal,
      });
      setTimeout(() => stop.abort(), 50);
      const cancelled = await long;
      const next = await run({ id: 'nearest', inputs: { from: few(), to: few() } });
      return [cancelled.state, next.state];
    });
    expect(states).toEqual(['cancelled', 'done']);
  });

  it('follows a service that is dragged over a hundred thousand cells with the figures of the core', async () => {
    const { moves, people, uncovered } = await open.page.evaluate(async () => {
      const count = 100_000;
      const column = (step: number, from: number) =>
        Float64Array.from({ length: count }, (_, i) => from + 2 * ((i * step) % 1));
      const cells = { lon: column(0.6180339887, 12), lat: column(0.7548776662, 11) };
      const demand = { people: column(0.5698402909, 1), women: null, children: null, area: null, areaCount: 0 };
      const staying = { lon: [12.5, 13.2], lat: [11.5, 12.3] };
      const run = window.workerPage!.runAnalysis;
      await run('startDragging', { cells, demand, staying, radiusMeters: 20_000 });
      const moves: number[] = [];
      let last = { people: 0, uncovered: 0 };
      for (let i = 0; i < 100; i++) {
        const outcome = await run('dragService', { lon: 12 + i / 50, lat: 11.6 });
        if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
        moves.push(outcome.milliseconds);
        const { figures, uncovered } = outcome.result;
        last = { people: figures.people[0] as number, uncovered: uncovered.reduce((sum, one) => sum + one, 0) };
      }
      return { moves: moves.sort((a, b) => a - b), ...last };
    });
    const column = (step: number, from: number) =>
      Float64Array.from({ length: 100_000 }, (_, i) => from + 2 * ((i * step) % 1));
    const result = method('coverage-gap').run({
      cells: { lon: column(0.6180339887, 12), lat: column(0.7548776662, 11), people: column(0.5698402909, 1) },
      services: { lon: [12.5, 13.2, 13.98], lat: [11.5, 12.3, 11.6] },
      radiusMeters: 20_000,
    }) as CoverageGapResult;
    expect(uncovered).toBe(result.totals.uncovered.cells);
    expect(differences(people, result.totals.uncovered.people)).toEqual([]);
    // Figures, not an assertion: how fast a machine is does not make an answer right.
    process.stdout.write(
      `dragging over 100,000 cells in Chromium: median ${moves[50]} ms, 95 % within ${moves[95]} ms\n`,
    );
  });

  it('may compile WebAssembly, and the page itself may not', async () => {
    const policies = await open.page.evaluate(async () => {
      const worker = performance.getEntriesByType('resource').find(({ name }) => name.includes('/analysis.worker-'));
      const policyOf = async (path: string) => (await fetch(path)).headers.get('Content-Security-Policy');
      return [await policyOf(worker?.name ?? '/nothing'), await policyOf('/')];
    });
    expect(policies[0]).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policies[1]).toContain("script-src 'self';");
  });

  it('made no complaint and asked nobody but its own server', () => {
    expect(open.complaints).toEqual([]);
    expect(open.foreign).toEqual([]);
  });
});
