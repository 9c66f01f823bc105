// Brings files into the database: all of them or none, in one transaction; a dry run does the same work and takes it back.
// Knows adapters and the bulk load, not the formats and not the terminal.

import type { RasterUnit } from '../../geodata/formats/geotiff.ts';
import { FileFault, type Issue, type IssueGroup, IssueLog } from '../../geodata/formats/issue.ts';
import { CONSENT_TEXT } from '../../geodata/schema/consent.ts';
import type { Noun } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database, Transaction } from '../db/database.ts';
import { isSigned } from '../queries/dataset_records.ts';
import { allowLongStatements, createDataset, ensureOrganization, finishDataset, loadRows } from '../queries/load.ts';
import { areaExtent, datasetNamed, deleteDataset, knownAreas } from '../queries/load_checks.ts';
import { refreshPlannerPicture } from '../queries/planner_picture.ts';
import { recordWrite, type Write } from '../queries/writes.ts';
import type { Adapter, Facts, Reading } from './adapter.ts';
import { AreaNames } from './area_names.ts';
import { AxesTally } from './axes.ts';
import { COMMAND_LINE_LIMITS, type FileBytes, openBytes, type ReadLimits } from './file_bytes.ts';
import { loadedIssues } from './loaded_issues.ts';
import { osmItems } from './osm_pbf.ts';
import { type PlannedFile, planImport } from './plan.ts';
import { openRaster, openRecords, type Sample } from './sample.ts';

export interface ImportRequest {
  readonly path: string;
  readonly organizationId: string;
  readonly dryRun?: boolean;
  readonly datasetPrefix?: string;
  readonly noun?: Noun | null;
  readonly replace?: boolean;
  /** Unit of rasters that do not say it. */
  readonly unit?: RasterUnit | null;
  readonly limits?: ReadLimits;
  readonly log?: (line: string) => void;
}

export interface FileReport {
  readonly name: string;
  readonly noun: Noun | null;
  /** For people: what kind of file it was taken for. */
  readonly title: string;
  readonly dataset: string | null;
  readonly rowsRead: number;
  readonly rowsStored: number;
  readonly notes: readonly string[];
  readonly issues: readonly IssueGroup[];
}

export interface ImportReport {
  readonly organizationId: string;
  readonly dryRun: boolean;
  /** false also in a dry run without errors. */
  readonly committed: boolean;
  readonly errors: number;
  readonly files: readonly FileReport[];
  readonly ignored: readonly string[];
  readonly seconds: number;
}

/** Thrown to take everything back; carries nothing, because the report is what the caller wants. */
class TakenBack extends Error {}

/** Rows between two lines of progress. */
const PROGRESS_ROWS = 100_000;

interface Run {
  readonly tx: Transaction;
  readonly request: ImportRequest;
  readonly limits: ReadLimits;
  readonly stateNames: Map<string, string>;
  readonly say: (line: string) => void;
  /** Recorded when all files are in: an entry in the trail makes every other of the organization, a sign-in too, wait. */
  readonly writes: Write[];
}

/**
 * Imports a file or folder. Issues never throw: they are in the report, and one error anywhere leaves the database as it
 * was. Throws Problem for a path or an organization that cannot be used.
 */
export async function importPath(database: Database, request: ImportRequest): Promise<ImportReport> {
  const started = performance.now();
  if (request.organizationId === 'demo') {
    throw new Problem('forbidden', 'The organization "demo" holds invented data only. Name another one.');
  }
  const limits = request.limits ?? COMMAND_LINE_LIMITS;
  const options = { noun: request.noun ?? null, datasetPrefix: request.datasetPrefix ?? '', limits };
  const plan = await planImport(request.path, options);
  const files: FileReport[] = [];
  let errors = 0;
  const work = async (tx: Transaction) => {
    await allowLongStatements(tx);
    await ensureOrganization(tx, { id: request.organizationId, name: request.organizationId });
    const say = request.log ?? (() => undefined);
    const run: Run = { tx, request, limits, stateNames: new Map(), say, writes: [] };
    for (const file of plan.files) {
      const log = new IssueLog();
      files.push(await importFile(run, file, log));
      errors += log.errors;
    }
    if (request.dryRun || errors > 0 || files.every((file) => file.dataset === null)) throw new TakenBack();
    for (const write of run.writes) await recordWrite(tx, write);
  };
  const committed = await database.transaction(work, { heavy: true }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TakenBack) return false;
      throw error;
    },
  );
  const { organizationId, dryRun = false } = request;
  // Planners see an organization's first data at once; what comes later waits for the weekly batch.
  if (committed) await refreshPlannerPicture(database, { organizationId, now: new Date() });
  const seconds = (performance.now() - started) / 1000;
  return { organizationId, dryRun, committed, errors, files, ignored: plan.ignored, seconds };
}

async function importFile(run: Run, file: PlannedFile, log: IssueLog): Promise<FileReport> {
  if ('issue' in file.found) {
    log.add(file.found.issue);
    const nothing = { noun: null, title: '', dataset: null, rowsRead: 0, rowsStored: 0, notes: [] };
    return { name: file.name, ...nothing, issues: log.groups() };
  }
  const { sample, adapter } = file.found;
  run.say(`${file.name}: reading as ${adapter.title}`);
  const reading = await newReading(run, sample, log);
  let rowsStored = 0;
  try {
    // A savepoint: what the database refuses in one file must not keep the next from being checked.
    rowsStored = await run.tx.transaction((tx) => importRows({ ...run, tx }, file, adapter as Adapter<Noun>, reading));
  } catch (error) {
    for (const issue of issuesOf(error, reading)) log.add(issue);
  }
  const { read: rowsRead, notes } = reading;
  const { noun, title } = adapter;
  return { name: file.name, noun, title, dataset: file.dataset, rowsRead, rowsStored, notes, issues: log.groups() };
}

interface OpenReading extends Reading {
  readonly axes: AxesTally;
  bytes: FileBytes | null;
}

async function newReading(
  { tx, request, limits, stateNames }: Run,
  sample: Sample,
  log: IssueLog,
): Promise<OpenReading> {
  const axes = new AxesTally(await areaExtent(tx, request.organizationId));
  const facts: Facts = {};
  const reading: OpenReading = {
    sample,
    log,
    axes,
    facts,
    stateNames,
    areas: new AreaNames(await knownAreas(tx, request.organizationId), stateNames),
    unit: request.unit ?? null,
    notes: [],
    rowNumbers: [],
    read: 0,
    bytes: null,
    place: (position) => axes.add(position),
    async records() {
      const opened = await openRecords(sample, limits, log);
      reading.bytes = opened.bytes;
      return opened.records;
    },
    async osmItems() {
      reading.bytes = await openBytes(sample.path, limits);
      return osmItems(reading.bytes.chunks);
    },
    async raster() {
      const opened = await openRaster(sample, limits);
      reading.bytes = opened.bytes;
      return opened.grid;
    },
  };
  return reading;
}

async function importRows<N extends Noun>(run: Run, file: PlannedFile, adapter: Adapter<N>, reading: OpenReading) {
  const { tx, request } = run;
  const { organizationId } = request;
  await makeRoom(run, file.dataset);
  const { noun, title, source, licence } = adapter;
  const datasetId = await createDataset(tx, { organizationId, noun, name: file.dataset, title, source, licence });
  tellDropped(adapter as Adapter<Noun>, reading);
  if (noun === 'incident') reading.notes.push(`Said before consent: ${CONSENT_TEXT}`);
  const rows = withProgress(adapter.rows(reading), (count) =>
    run.say(`${file.name}: ${count.toLocaleString('en')} rows`),
  );
  const rowCount = await loadRows(tx, { noun, organizationId, datasetId }, rows);
  if (reading.read === 0 && reading.log.errors === 0) {
    throw new FileFault({ code: 'no_rows', row: null, column: null, message: 'The file has a head and nothing else.' });
  }
  const swapped = reading.axes.issue();
  if (swapped !== null) reading.log.add(swapped);
  for (const issue of await loadedIssues(tx, { organizationId, datasetId, noun })) reading.log.add(issue);
  const fileSha256 = reading.bytes?.sha256() ?? '';
  await finishDataset(tx, { organizationId, datasetId, rowCount, fileSha256, ...reading.facts });
  run.writes.push({
    organizationId,
    role: 'steward',
    verb: 'create',
    noun,
    thingId: datasetId,
    rowCount,
    fileSha256,
  });
  return rowCount;
}

/** Refuses a name that is taken, or with --replace deletes what has it. */
async function makeRoom({ tx, request, writes }: Run, dataset: string): Promise<void> {
  const { organizationId } = request;
  const before = await datasetNamed(tx, organizationId, dataset);
  if (before === null) return;
  if (!request.replace) {
    const message = `Organization ${organizationId} has a dataset named ${dataset} already. Use --replace to put this file in its place.`;
    throw new FileFault({ code: 'already_exists', row: null, column: null, message });
  }
  const noun = before.noun as Noun;
  // The same records under new ids would be counted again in the next release.
  if (await isSigned(tx, { organizationId }, { noun, id: before.id })) {
    const message = `A signed or published release counts incidents of ${dataset}: it stays. Import what is new under another name, and correct or withdraw records one by one.`;
    throw new FileFault({ code: 'already_exists', row: null, column: null, message });
  }
  await deleteDataset(tx, { organizationId, datasetId: before.id });
  writes.push({ organizationId, role: 'steward', verb: 'delete', noun, thingId: before.id });
}

function tellDropped(adapter: Adapter<Noun>, { sample, log }: Reading): void {
  const used = (column: string): boolean =>
    adapter.columns.includes(column) || adapter.columnPattern?.test(column) === true;
  const dropped = [...sample.columns].filter((column) => !used(column));
  if (dropped.length === 0) return;
  const shown = dropped.slice(0, 8).join(', ');
  const message = dropped.length > 8 ? `${shown} and ${dropped.length - 8} more` : shown;
  log.add({ code: 'column_dropped', row: null, column: null, message, count: dropped.length });
}

async function* withProgress<Row>(rows: AsyncIterable<Row>, say: (count: number) => void): AsyncGenerator<Row> {
  let count = 0;
  for await (const row of rows) {
    if (++count % PROGRESS_ROWS === 0) say(count);
    yield row;
  }
}

/** What went wrong, as issues; a fault of ours goes on being thrown. */
function issuesOf(error: unknown, reading: Reading): Issue[] {
  if (error instanceof FileFault) return [error.issue];
  if (!(error instanceof Problem) || error.code === 'database_unavailable' || error.code === 'fault') throw error;
  const code = error.code === 'already_exists' ? 'already_exists' : 'invalid_polygon';
  if (error.code !== 'already_exists' && error.code !== 'invalid_geometry') throw error;
  if (error.errors.length === 0) return [{ code, row: null, column: null, message: error.message }];
  return error.errors.map(({ pointer, detail }) => {
    const row = reading.rowNumbers[Number(pointer.slice(1))] ?? null;
    return { code, row, column: null, message: detail };
  });
}
