// Outlines as they are stored: one polygon or several, always as several.
import type { MultiPolygon, Polygon } from '../../geodata/schema/geometry.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

export const outline = (geom: Polygon | MultiPolygon): Sql =>
  sql`st_multi(st_setsrid(st_geomfromgeojson(${JSON.stringify(geom)}), 4326))`;

/** What is wrong with an outline in PostGIS' words without coordinates; null when it is valid. */
export async function outlineFault(db: Queryable, geom: Polygon | MultiPolygon): Promise<string | null> {
  const { reason } = await db.one<{ reason: string }>(sql`select st_isvalidreason(${outline(geom)}) as reason`);
  return reason === 'Valid Geometry' ? null : (reason.split('[')[0] ?? reason);
}
