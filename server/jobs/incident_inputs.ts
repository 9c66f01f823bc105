// Incidents by reference: what an analysis gets is what the role sees, as counts at the centers of cells. What is under
// the floor counts as none in every analysis: a statistic that is linear in the counts would give it back. Points are for
// those who read exact records, whose reading is audited.

import {
  type CellCount,
  casesOf,
  coarsened,
  cubeOf,
  eventsOf,
  periodsOf,
  seriesOf,
} from '../../geodata/analysis/hotspot/cell_counts.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import { demand } from '../access/may.ts';
import { asQuestion, type Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { incidentPoints } from '../queries/exact_incidents.ts';
import { countsView, incidentCounts, pictureDate } from '../queries/incidents.ts';
import { recordRead } from '../queries/writes.ts';
import type { Reference } from './references.ts';

export type IncidentReference = Extract<Reference, { collection: 'incidents' }>;

/** Form in which each analysis takes incidents, by its id and the input that names them. */
const FORMS: Readonly<Record<string, Readonly<Record<string, 'cells' | 'cube' | 'series' | 'cases' | 'points'>>>> = {
  'gi-star': { values: 'cells', events: 'cells' },
  'local-moran': { values: 'cells', events: 'cells' },
  'emerging-hot-spots': { counts: 'cube' },
  ears: { counts: 'series' },
  cusum: { counts: 'series' },
  farrington: { counts: 'series' },
  scan: { points: 'cases' },
  'near-repeat': { points: 'points' },
  'kernel-density': { points: 'points' },
};

interface Wanted {
  readonly methodId: string;
  /** Input of the method that the reference stands in. */
  readonly name: string;
  readonly reference: IncidentReference;
}

/**
 * The inputs that take the place of the reference, by name: beside the one that named it those that belong to it (cells,
 * times), and where they come from. Throws Problem dataset_not_found for roles that may not know of incidents,
 * invalid_input with a pointer where the analysis or the role takes them in no such form, too_many_requests.
 */
export async function incidentInputs(
  db: Queryable,
  asker: Questioner,
  wanted: Wanted,
): Promise<Record<string, unknown>> {
  const { methodId, name, reference } = wanted;
  demand(asker.viewer, 'read', 'incident', 'dataset_not_found');
  const form = FORMS[methodId]?.[name];
  if (form === undefined) throw refused(wanted, '', 'This input takes no incidents by reference.');
  if (form === 'points') return points(db, asker, wanted);
  const { rows, periods, source } = await visibleCounts(db, asker, wanted);
  if (form === 'series') return { counts: seriesOf(rows, periods), ...source };
  if (form === 'cube') return { ...cubeOf(rows, periods), ...source };
  if (form === 'cases') return { ...casesOf(rows, { periods, source, isWeekly: asker.viewer.role === 'planner' }) };
  // Values are counted by the method itself, in cells of the study that it makes round them or that h3 names.
  const events = eventsOf(rows, { source, resolution: resolutionOf(asker.viewer.role, reference) });
  return name === 'events' ? events : { [name]: undefined, ...events };
}

const NAMES: Readonly<Record<string, string>> = {
  week: 'reported incidents by week and H3 cell (cells under 3 are counted as none; those known only to an area are not counted)',
  day: 'reported incidents by day and H3 cell (those known only to an area, a week, a month or a year are not counted)',
};

async function visibleCounts(db: Queryable, asker: Questioner, wanted: Wanted) {
  const { viewer, now } = asker;
  const { from, to, type } = wanted.reference;
  const view = countsView(viewer.role);
  if (view === null) throw new Problem('dataset_not_found');
  const resolution = resolutionOf(viewer.role, wanted.reference);
  if (resolution > view.resolution) {
    throw refused(wanted, '/resolution', `Your role sees cells of resolution ${view.resolution} and coarser ones.`);
  }
  const read = (tx: Queryable) => incidentCounts(tx, viewer, { now, from, to, type }).then((rows) => rows ?? []);
  const counts = await asQuestion(db, asker, { noun: 'incident', read });
  const isWeekly = view.period === 'week';
  const asOf = isWeekly ? await pictureDate(db, viewer) : now.toISOString().slice(0, 10);
  const periods = periodsOf({ from, to, asOf, isWeekly });
  if (periods.length === 0) {
    throw refused(wanted, '/from', 'Nothing of this time is there to be seen yet: take an earlier one.');
  }
  const shown = new Set(periods);
  const rows: CellCount[] = counts
    .filter((row) => !row.imprecise && shown.has(row.period))
    .map(({ place, period, count }) => ({ cell: place, period, count }));
  const source = { name: NAMES[isWeekly ? 'week' : 'day'], asOf, inputPrecision: 'cell' };
  return { rows: coarsened(rows, resolution), periods, source };
}

/** Points are read exactly, or not at all: the middle of a cell is where nothing happened. */
async function points(db: Queryable, { viewer, now }: Questioner, wanted: Wanted) {
  if (viewer.role !== 'steward') {
    throw refused(wanted, '', 'This analysis needs points, and your role sees cells: take one that counts by cell.');
  }
  demand(viewer, 'read', 'exact_incident', 'dataset_not_found');
  const { from, to, type } = wanted.reference;
  const rows = await incidentPoints(db, viewer, { now, from, to, type });
  await recordRead(db, { ...viewer, noun: 'incident', rowCount: rows.length });
  const columns = {
    lon: rows.map((row) => row.lon),
    lat: rows.map((row) => row.lat),
    ids: rows.map((row) => row.id),
    name: 'reported incidents whose place and day are known (others are not counted)',
    asOf: now.toISOString().slice(0, 10),
    inputPrecision: 'settlement',
  };
  return { points: columns, ...(wanted.methodId === 'near-repeat' ? { times: rows.map((row) => row.time) } : {}) };
}

const resolutionOf = (role: Role, { resolution }: IncidentReference) => resolution ?? countsView(role)?.resolution ?? 7;

const refused = ({ name }: Wanted, pointer: string, detail: string) =>
  new Problem('invalid_input', 'Incidents cannot be taken like that.', [
    { pointer: `/inputs/${name}${pointer}`, detail },
  ]);
