// Collections that are computed as a whole, such as the cells of a picture: the same order, box, time and equal properties
// as those that the database narrows.
import { type FeatureQuery, meeting } from '../queries/features.ts';
import type { OgcFeature, Source } from './collection.ts';
import { type Interval, intersect } from './datetime.ts';

export interface Narrowed {
  readonly query: FeatureQuery;
  readonly timeOf: (feature: OgcFeature) => Interval;
  /** Asked for the features that are shown, and for those that a box is compared with. */
  readonly geometryOf: (feature: OgcFeature) => OgcFeature['geometry'];
}

const byId = (a: OgcFeature, b: OgcFeature) => (a.id < b.id ? -1 : 1);

/** Features of a whole that meet the query, in the order of their ids. */
export async function narrowHeld(
  { database }: Pick<Source, 'database'>,
  all: readonly OgcFeature[],
  { query, timeOf, geometryOf }: Narrowed,
): Promise<readonly OgcFeature[]> {
  const { bbox, where, time, after, limit } = query;
  const wanted = Object.entries(where);
  const has = (feature: OgcFeature, property: string) =>
    property === 'id' ? feature.id : feature.properties[property];
  const found = all
    .filter(
      (feature) =>
        (after === undefined || feature.id > after) &&
        wanted.every(([property, value]) => has(feature, property) === value) &&
        (time === undefined || intersect(timeOf(feature), time)),
    )
    .sort(byId);
  const draw = (feature: OgcFeature): OgcFeature => ({ ...feature, geometry: geometryOf(feature) });
  if (bbox === undefined) return found.slice(0, limit).map(draw);
  const drawn = found.map(draw).filter(({ geometry }) => geometry !== null);
  const inside = await meeting(
    database,
    bbox,
    drawn.map(({ geometry }) => JSON.stringify(geometry)),
  );
  return drawn.filter((_, i) => inside.has(i)).slice(0, limit);
}
