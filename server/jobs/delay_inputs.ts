// Reports by period and by how late they were written down, for the nowcast: for those who see reports at once. Planners
// see a weekly picture in which nothing is late.
import { dateOf } from '../../geodata/analysis/hotspot/cell_counts.ts';
import { heardShare, openRows, rowsByCell, spansOf } from '../../geodata/analysis/hotspot/heard_counts.ts';
import type { Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { reportDelays } from '../queries/report_delays.ts';
import { listReportingPoints } from '../queries/reporting_points.ts';
import { reportingOf, timeOf } from './heard_inputs.ts';
import { refused, type VisibleCounts, type Wanted } from './visible_counts.ts';

/** Later ones are left out: what comes after eight weeks is history, and no period would ever be complete. */
const LONGEST_DELAY_DAYS = 56;

export async function delayInputs(
  db: Queryable,
  asker: Questioner,
  { wanted, seen }: { readonly wanted: Wanted; readonly seen: VisibleCounts },
): Promise<Record<string, unknown>> {
  const { viewer, now } = asker;
  if (viewer.role === 'planner') {
    throw refused(wanted, '', 'Your picture is renewed once a week, and nothing in it is late: read it as it is.');
  }
  const { rows, periods, periodDays, source } = seen;
  const [first, last] = timeOf(seen).map(dateOf) as [string, string];
  const found = await reportDelays(db, viewer, { now, first, last, periodDays, type: wanted.reference.type });
  const maxDelay = Math.min(periods.length - 1, Math.max(1, Math.floor(LONGEST_DELAY_DAYS / periodDays)));
  const triangle = periods.map((_, t) => {
    const back = periods.length - 1 - t;
    const row: (number | null)[] = Array.from({ length: maxDelay + 1 }, (_, delay) => (delay > back ? null : 0));
    for (const one of found) if (one.back === back && one.delay <= maxDelay) row[one.delay] = one.count;
    return row;
  });
  const { cells, counts } = rowsByCell(rows, periods);
  const known = cells.length > 0 && (await listReportingPoints(db, viewer, { limit: 1 })).length > 0;
  const open = known
    ? openRows(counts, await reportingOf(db, asker, { cells, seen }), spansOf(periods, periodDays))
    : null;
  return {
    triangle,
    ...(open === null ? {} : { reporting: heardShare(counts, open) }),
    ...source,
    name: `reports by the day on which they were written down (imported ones, and those more than ${maxDelay * periodDays} days late, are not counted)`,
  };
}
