// Collections that are computed as a whole, such as the cells of a picture: the same order, box, time and equal properties
// as those that the database narrows.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type FeatureQuery, meeting } from '../queries/features.ts';
import type { Feature } from '../routes/feature.ts';
import { type Interval, intersect } from './datetime.ts';

export interface Source {
  readonly database: Queryable;
  readonly viewer: Viewer;
  readonly now: Date;
}

export interface Held extends Feature<Readonly<Record<string, unknown>>> {}

const byId = (a: Held, b: Held) => (a.id < b.id ? -1 : 1);

/** Features of a whole that meet the query, in the order of their ids. `timeOf`: when a feature is. */
export async function narrowHeld(
  { database }: Source,
  all: readonly Held[],
  { query, timeOf }: { query: FeatureQuery; timeOf: (feature: Held) => Interval },
): Promise<Held[]> {
  const { bbox, where, time, after, limit } = query;
  const wanted = Object.entries(where);
  const found = all
    .filter(
      (feature) =>
        (after === undefined || feature.id > after) &&
        wanted.every(
          ([property, value]) => (property === 'id' ? feature.id : feature.properties[property]) === value,
        ) &&
        (time === undefined || intersect(timeOf(feature), time)),
    )
    .sort(byId);
  if (bbox === undefined) return found.slice(0, limit);
  const placed = found.filter(({ geometry }) => geometry !== null);
  const inside = await meeting(
    database,
    bbox,
    placed.map(({ geometry }) => JSON.stringify(geometry)),
  );
  return placed.filter((_, i) => inside.has(i)).slice(0, limit);
}
