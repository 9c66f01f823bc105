// Counts of incidents beside how open reporting was, for analyses that must not take lost reporting for calm. Reporting
// points enter as the role reads them: for planners each serves its whole area.
import { cubeOf, dayOf } from '../../geodata/analysis/hotspot/cell_counts.ts';
import { heardBins, heardValues, openRows, rowsByCell, spansOf } from '../../geodata/analysis/hotspot/heard_counts.ts';
import { type OpenReporting, openReporting } from '../../geodata/analysis/warning/open_reporting.ts';
import type { ReportingPoint } from '../../geodata/schema/reporting_point.ts';
import { may } from '../access/may.ts';
import type { Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { areasHolding } from '../queries/cell_areas.ts';
import { listReportingPoints } from '../queries/reporting_points.ts';
import type { VisibleCounts } from './visible_counts.ts';

/** More than any organization runs; each is a few hundred bytes. */
const MOST_POINTS = 10_000;

const KNOWN = 'reporting points known to your role';

/** How open reporting was for these cells, over the time of the counts. */
export async function reportingOf(
  db: Queryable,
  { viewer }: Questioner,
  { cells, seen }: { readonly cells: readonly string[]; readonly seen: VisibleCounts },
): Promise<OpenReporting> {
  const points: ReportingPoint[] = may(viewer, 'read', 'reporting_point')
    ? await listReportingPoints(db, viewer, { limit: MOST_POINTS })
    : [];
  const whole = points.flatMap(({ cell, areaPcode }) => (cell === null ? [areaPcode] : []));
  const areas = await areasHolding(db, viewer, { cells, pcodes: [...new Set(whole)] });
  const spans = spansOf(seen.periods, seen.periodDays);
  const [from, to] = [spans[0]?.[0] ?? 0, spans.at(-1)?.[1] ?? 0];
  const served = cells.map((cell) => ({ cell, areas: areas.get(cell) ?? [] }));
  return openReporting(points, served, { from, to });
}

const named = ({ source }: VisibleCounts) => ({ ...source, name: `${source['name']}; ${KNOWN}` });

export async function heardValueInputs(db: Queryable, asker: Questioner, seen: VisibleCounts) {
  const { counts, h3, ids } = cubeOf(seen.rows, seen.periods);
  const reporting = await reportingOf(db, asker, { cells: h3, seen });
  return { values: heardValues(counts, reporting, spansOf(seen.periods, seen.periodDays)), h3, ids, ...named(seen) };
}

export async function heardCubeInputs(db: Queryable, asker: Questioner, seen: VisibleCounts) {
  const { counts, h3, ids } = cubeOf(seen.rows, seen.periods);
  const reporting = await reportingOf(db, asker, { cells: h3, seen });
  const heard = heardBins(counts, reporting, spansOf(seen.periods, seen.periodDays));
  return { counts, h3, ids, reporting: heard, ...named(seen) };
}

export async function silenceInputs(db: Queryable, asker: Questioner, seen: VisibleCounts) {
  const { cells, counts } = rowsByCell(seen.rows, seen.periods);
  const reporting = await reportingOf(db, asker, { cells, seen });
  const open = openRows(counts, reporting, spansOf(seen.periods, seen.periodDays));
  return { counts, reporting: open, ids: cells, ...named(seen) };
}

/** First day of the counts, and last. */
export const timeOf = ({ periods, periodDays }: VisibleCounts): readonly [first: number, last: number] => [
  dayOf(periods[0] as string),
  dayOf(periods.at(-1) as string) + periodDays - 1,
];
