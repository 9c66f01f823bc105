// The demo in a database: all of it or nothing, replaced as a whole, marked as invented, one recorded write a dataset.
import { expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { demoIsLoaded, loadDemo } from '../../../server/imports/demo.ts';
import { runDemo } from '../../../server/imports/demo_command.ts';
import { createDataset, ensureOrganization } from '../../../server/queries/load.ts';
import { inDatabase } from '../../support/database.ts';

const today = new Date('2026-11-22T10:00:00Z');
const load = (database: Database, log: (line: string) => void = () => {}) =>
  loadDemo(database, { scale: 0.1, seed: 3, today, log });

const count = async (database: Database, what: string): Promise<number> =>
  Number((await database.one<{ count: number }>(raw(`select count(*) as count from ${what}`))).count);

it('is loaded once asked for, in eight datasets of which only the towns are real', () =>
  inDatabase(async (database) => {
    expect(await demoIsLoaded(database)).toBe(false);
    const lines: string[] = [];
    const report = await load(database, (line) => lines.push(line));
    expect(await demoIsLoaded(database)).toBe(true);
    expect(report.datasets.map((one) => one.noun)).toEqual([
      'area',
      'place',
      'road',
      'population',
      'service',
      'zone',
      'patrol',
      'incident',
    ]);
    const datasets = await database.rows<{ noun: string; title: string; invented: boolean; rows: number }>(
      raw(`select noun, title, invented, row_count::int as rows from dataset where organization_id = 'demo'`),
    );
    for (const one of datasets) {
      expect(one.invented, one.noun).toBe(one.noun !== 'place');
      expect(one.title.includes('(invented)'), one.noun).toBe(one.noun !== 'place');
      expect(one.rows).toBe(report.datasets.find((made) => made.noun === one.noun)?.rows);
    }
    for (const noun of ['service', 'zone', 'patrol_route', 'incident']) {
      expect(await count(database, `${noun} where organization_id = 'demo' and not invented`)).toBe(0);
    }
    expect(lines.length).toBeGreaterThan(8);
  }));

it('gives every cell, service, zone and point-like incident its district and every run its effort', () =>
  inDatabase(async (database) => {
    await load(database);
    const isPoint = `place_precision in ('exact', 'settlement')`;
    expect(await count(database, `population_cell where area_pcode !~ '^NG9\\d{5}$' or area_pcode is null`)).toBe(0);
    expect(await count(database, 'service where area_pcode is null')).toBe(0);
    expect(await count(database, 'zone where area_pcode is null')).toBe(0);
    // A cell at the outer border may have its center beyond it.
    expect(await count(database, `incident where ${isPoint} and area_r7 is null`)).toBeLessThan(40);
    expect(await count(database, `incident where not ${isPoint} and (area_pcode is null or cell_r7 is not null)`)).toBe(
      0,
    );
    // Planners see it at once, as far as they see it at all.
    expect(await count(database, `planner_cell where organization_id = 'demo'`)).toBeGreaterThan(0);
    expect(
      await count(database, `planner_effort where organization_id = 'demo' and area_pcode like 'NG9%'`),
    ).toBeGreaterThan(0);
    const spent = await database.one<{ tracks: number; cells: number }>(
      raw(`select (select sum(extract(epoch from ended_at - started_at)) / 3600 from patrol_run)::float8 as tracks,
                  (select sum(hours) from patrol_effort)::float8 as cells`),
    );
    expect(spent.tracks).toBeGreaterThan(100);
    expect(spent.cells / spent.tracks).toBeCloseTo(1, 9);
  }));

it('replaces an earlier demo, records one write a dataset, and touches no other organization', () =>
  inDatabase(async (database) => {
    await database.transaction(async (tx) => {
      await ensureOrganization(tx, { id: 'field', name: 'Field' });
      await createDataset(tx, { organizationId: 'field', noun: 'service', name: 'kept' });
    });
    const first = await load(database);
    const second = await load(database);
    expect(second.datasets.map((one) => one.rows)).toEqual(first.datasets.map((one) => one.rows));
    expect(await count(database, `dataset where organization_id = 'demo'`)).toBe(8);
    expect(await count(database, 'incident')).toBe(first.datasets.at(-1)?.rows);
    expect(await count(database, `dataset where organization_id = 'field'`)).toBe(1);
    const writes = await database.rows<{ thing: string }>(
      sql`select thing_id as thing from audit where organization_id = 'demo' and noun = any(${first.datasets.map(({ noun }) => noun)}::text[])
        and verb <> 'batch' and thing_id <> 'demo' order by seq`, // 'demo': what the duty room begins with
    );
    expect(writes.map((one) => one.thing)).toEqual([...first.datasets, ...second.datasets].map((one) => one.id));
  }));

it('leaves the earlier demo as it was when loading fails', () =>
  inDatabase(async (database) => {
    const before = await load(database);
    let lines = 0;
    const failing = (): void => {
      if (++lines === 6) throw new Error('The log is full.');
    };
    await expect(load(database, failing)).rejects.toThrow('The log is full.');
    const kept = await database.rows<{ id: string }>(raw(`select id from dataset where organization_id = 'demo'`));
    expect(new Set(kept.map((one) => one.id))).toEqual(new Set(before.datasets.map((one) => one.id)));
    expect(await count(database, 'incident')).toBe(before.datasets.at(-1)?.rows);
  }));

it('answers wrong arguments with a sentence and exit code 2, and loads nothing', () =>
  inDatabase(async (database) => {
    for (const args of [
      ['--scale', '0'],
      ['--scale', '1001'],
      ['--scale', 'x'],
      ['--seed', '1.5'],
      ['--size', '2'],
      ['3'],
    ]) {
      const said: string[] = [];
      expect(await runDemo(args, { database, log: (line) => said.push(line), print: (line) => said.push(line) })).toBe(
        2,
      );
      expect(said).toHaveLength(1);
    }
    expect(await demoIsLoaded(database)).toBe(false);
  }));
