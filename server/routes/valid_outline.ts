// Outlines are valid or refused with the reason; nothing is repaired.
import type { MultiPolygon, Polygon } from '../../geodata/schema/geometry.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Queryable } from '../db/database.ts';
import { outlineFault } from '../queries/outlines.ts';

export async function demandValidOutline(db: Queryable, geom: Polygon | MultiPolygon): Promise<void> {
  const fault = await outlineFault(db, geom);
  if (fault === null) return;
  throw new Problem('invalid_geometry', 'Draw the outline again; nothing was repaired or stored.', [
    { pointer: '/geom', detail: fault },
  ]);
}
