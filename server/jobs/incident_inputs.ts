// Incidents by reference: what an analysis gets is what the role sees, as counts at the centers of cells. What is under
// the floor counts as none in every analysis: a statistic that is linear in the counts would give it back. Points are for
// those who read exact records, whose reading is audited.
import { casesOf, cubeOf, eventsOf, seriesOf } from '../../geodata/analysis/hotspot/cell_counts.ts';
import { demand } from '../access/may.ts';
import type { Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { incidentPoints } from '../queries/exact_incidents.ts';
import { recordRead } from '../queries/writes.ts';
import { delayInputs } from './delay_inputs.ts';
import { heardCubeInputs, heardValueInputs, silenceInputs } from './heard_inputs.ts';
import { type IncidentReference, refused, visibleCounts, type Wanted } from './visible_counts.ts';

export type { IncidentReference };

type Form = 'cells' | 'cube' | 'series' | 'cases' | 'points' | 'silence' | 'delays';

/** Form in which each analysis takes incidents, by its id and the input that names them. */
const FORMS: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  'gi-star': { values: 'cells', events: 'cells' },
  'local-moran': { values: 'cells', events: 'cells' },
  'emerging-hot-spots': { counts: 'cube' },
  ears: { counts: 'series' },
  cusum: { counts: 'series' },
  farrington: { counts: 'series' },
  scan: { points: 'cases' },
  silence: { counts: 'silence' },
  nowcast: { triangle: 'delays' },
  'near-repeat': { points: 'points' },
  'kernel-density': { points: 'points' },
};

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
  const isHeard = reference.heard === true;
  if (isHeard && form !== 'cube' && !(form === 'cells' && name === 'values')) {
    throw refused(wanted, '/heard', 'This input does not tell a low number from one that could not be reported.');
  }
  if (form === 'points') return points(db, asker, wanted);
  const seen = await visibleCounts(db, asker, wanted);
  const { rows, periods, source, resolution, periodDays } = seen;
  if (form === 'delays') return delayInputs(db, asker, { wanted, seen });
  if (form === 'silence') return silenceInputs(db, asker, seen);
  if (form === 'series') return { counts: seriesOf(rows, periods), ...source };
  if (form === 'cube') return isHeard ? heardCubeInputs(db, asker, seen) : { ...cubeOf(rows, periods), ...source };
  if (form === 'cases') return { ...casesOf(rows, { periods, source, periodDays }) };
  if (isHeard) return heardValueInputs(db, asker, seen);
  // Values are counted by the method itself, in cells of the study that it makes round them or that h3 names.
  const events = eventsOf(rows, { source, resolution });
  return name === 'events' ? events : { [name]: undefined, ...events };
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
