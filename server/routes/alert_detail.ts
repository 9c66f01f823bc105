// One alert as a viewer meets it: what follows from its log, the log, its clocks and what may be done next.
import { clocksOf } from '../../geodata/analysis/evaluation/alert_log.ts';
import { actionsOf } from '../../geodata/analysis/evaluation/alert_moves.ts';
import type { AlertDetail } from '../../geodata/schema/alert.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { alertLog, getAlert } from '../queries/alerts.ts';

/** Throws Problem alert_not_found. */
export async function alertDetailOf(
  db: Queryable,
  viewer: Viewer,
  of: { id: string; now: Date },
): Promise<AlertDetail> {
  const found = await getAlert(db, viewer, of);
  if (found === null) throw new Problem('alert_not_found', 'Check the id, or look for it in the ledger.');
  const events = await alertLog(db, viewer.organizationId, of.id);
  return { ...found, events, clocks: clocksOf(events, of.now), actions: actionsOf(found) };
}
