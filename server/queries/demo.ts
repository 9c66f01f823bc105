// The organization `demo` as a whole: is a season loaded, and away with the earlier one. Touches no other organization.
import type { Queryable, Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';

/** What belongs to an organization, what refers to others first. */
const TABLES = [
  'zone_use',
  ...['alert', 'alert_rule', 'team', 'task', 'objective'],
  ...['warning_raised', 'observation', 'indicator', 'consultation', 'focal_point', 'community_message'],
  ...['reporting_point', 'board_view', 'notice'],
  'access_constraint',
  ...['planner_batch', 'planner_cell', 'planner_effort'],
  ...['patrol_plan', 'women_route'],
  ...['patrol_effort', 'patrol_run', 'patrol_route', 'incident', 'zone', 'service'],
  ...['road_edge', 'place', 'population_cell', 'area', 'dataset'],
];

/** True when the organization has a dataset, and so a season: all of a demo is loaded in one transaction. */
export async function hasDatasets(db: Queryable, organizationId: string): Promise<boolean> {
  const row = await db.one<{ found: boolean }>(
    sql`select exists (select from dataset where organization_id = ${organizationId}) as found`,
  );
  return row.found;
}

/** Removes every record of the organization, also those written by hand. Returns how many. */
export async function removeRecords(tx: Transaction, organizationId: string): Promise<number> {
  let removed = 0;
  for (const table of TABLES) {
    removed += await tx.run(sql`delete from ${raw(table)} where organization_id = ${organizationId}`);
  }
  return removed;
}
