// How many rows every table holds: what a refused import must leave as it was.
import type { Database } from '../../../server/db/database.ts';
import { raw } from '../../../server/db/sql.ts';

const TABLES = [
  ...['organization', 'dataset', 'area', 'incident', 'service', 'place', 'population_cell', 'road_edge', 'zone'],
  ...['patrol_route', 'audit', 'outbox'],
];

export async function counts(database: Database): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    found[table] = (await database.one<{ n: number }>(raw(`select count(*)::integer as n from ${table}`))).n;
  }
  return found;
}
