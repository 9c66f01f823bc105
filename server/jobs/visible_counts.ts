// Counts of incidents as the role of the asker sees them, in cells and periods that the reference asks for and the role has.
// Planners see ISO weeks; others days, which they may put together.
import { type CellCount, coarsened, periodsOf } from '../../geodata/analysis/hotspot/cell_counts.ts';
import { binned, binsOf } from '../../geodata/analysis/hotspot/day_bins.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { asQuestion, type Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { countsView, incidentCounts, pictureDate } from '../queries/incidents.ts';
import type { Reference } from './references.ts';

export type IncidentReference = Extract<Reference, { collection: 'incidents' }>;

export interface Wanted {
  readonly methodId: string;
  /** Input of the method that the reference stands in. */
  readonly name: string;
  readonly reference: IncidentReference;
}

export interface VisibleCounts {
  readonly rows: readonly CellCount[];
  /** First days, oldest first. */
  readonly periods: readonly string[];
  readonly periodDays: number;
  readonly resolution: number;
  readonly source: Readonly<Record<string, unknown>>;
}

const NAMES: Readonly<Record<string, string>> = {
  week: 'reported incidents by week and H3 cell (cells under 3 are counted as none; those known only to an area are not counted)',
  day: 'reported incidents by day and H3 cell (those known only to an area, a week, a month or a year are not counted)',
};
const WEEK_DAYS = 7;

export async function visibleCounts(db: Queryable, asker: Questioner, wanted: Wanted): Promise<VisibleCounts> {
  const { viewer, now } = asker;
  const { from, to, type } = wanted.reference;
  const view = countsView(viewer.role);
  if (view === null) throw new Problem('dataset_not_found');
  const isWeekly = view.period === 'week';
  const resolution = wanted.reference.resolution ?? view.resolution;
  if (resolution > view.resolution) {
    throw refused(wanted, '/resolution', `Your role sees cells of resolution ${view.resolution} and coarser ones.`);
  }
  const periodDays = wanted.reference.periodDays ?? (isWeekly ? WEEK_DAYS : 1);
  if (isWeekly && periodDays !== WEEK_DAYS) {
    throw refused(wanted, '/periodDays', 'Your role sees weeks, which stay whole: leave this out or say 7.');
  }
  const read = (tx: Queryable) => incidentCounts(tx, viewer, { now, from, to, type }).then((rows) => rows ?? []);
  const counts = await asQuestion(db, asker, { noun: 'incident', read });
  const asOf = isWeekly ? await pictureDate(db, viewer) : now.toISOString().slice(0, 10);
  const periods =
    isWeekly || periodDays === 1 || asOf === null
      ? periodsOf({ from, to, asOf, isWeekly })
      : binsOf({ from, to, asOf, periodDays });
  if (periods.length === 0) {
    throw refused(wanted, '/from', 'Nothing of this time is there to be seen yet: take an earlier or a longer one.');
  }
  const precise: CellCount[] = counts
    // A day or a week; what is known to a month or a year only has a shorter text.
    .filter((row) => !row.imprecise && row.period.length === periods[0]?.length)
    .map(({ place, period, count }) => ({ cell: place, period, count }));
  const shown = new Set(periods);
  const rows =
    isWeekly || periodDays === 1
      ? precise.filter(({ period }) => shown.has(period))
      : binned(precise, periods, periodDays);
  const source = { name: NAMES[isWeekly ? 'week' : 'day'], asOf, inputPrecision: 'cell' };
  return { rows: coarsened(rows, resolution), periods, periodDays, resolution, source };
}

export const refused = ({ name }: Wanted, pointer: string, detail: string) =>
  new Problem('invalid_input', 'Incidents cannot be taken like that.', [
    { pointer: `/inputs/${name}${pointer}`, detail },
  ]);
