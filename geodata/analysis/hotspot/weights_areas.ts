// Neighbors among areas: polygons that share a vertex (queen) or a side (rook), to a ten-millionth of a degree. It knows rings,
// no values.
import { z } from 'zod';
import { type SpatialWeights, weightsFromPairs } from './spatial_weights.ts';
import type { Contiguity } from './weights_contiguity.ts';

const MOST_AREAS = 100_000;
const MOST_VERTICES = 5_000_000;
/** A centimeter: what a border loses when two files round it. */
const DECIMALS = 1e7;

const ring = z.array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())).min(4);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);

export interface AreasInput {
  readonly features: readonly { readonly geometry: z.output<typeof geometry> }[];
}

/** A GeoJSON FeatureCollection of polygons, one per place, in degrees; properties are not read. */
export const areasInput = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(z.object({ type: z.literal('Feature'), geometry })).max(MOST_AREAS),
  })
  .refine(({ features }) => verticesOf(features) <= MOST_VERTICES, 'These areas have more than 5 million vertices.');

const ringsOf = ({ geometry }: AreasInput['features'][number]): z.output<typeof ring>[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

const verticesOf = (features: AreasInput['features']): number =>
  features.reduce((sum, feature) => sum + ringsOf(feature).reduce((all, { length }) => all + length, 0), 0);

/** 180 and −180 are one meridian. */
const vertexKey = (lon: number, lat: number): string =>
  `${Math.round((lon === -180 ? 180 : lon) * DECIMALS)} ${Math.round(lat * DECIMALS)}`;

/**
 * Areas whose borders were drawn from one set of lines have their vertices in common; where a neighbor has more of them than
 * its mate, what they share still counts. Areas that only lie near each other are no neighbors. Cost: O(vertices).
 */
export function areaContiguity({ features }: AreasInput, contiguity: Contiguity): SpatialWeights {
  const owners = new Map<string, number[]>();
  features.forEach((feature, area) => {
    for (const ring of ringsOf(feature)) {
      const keys = ring.map(([lon, lat]) => vertexKey(lon, lat));
      for (let i = 1; i < keys.length; i++) {
        const [from, to] = [keys[i - 1] as string, keys[i] as string];
        const key = contiguity === 'queen' ? to : from < to ? `${from} ${to}` : `${to} ${from}`;
        const known = owners.get(key);
        if (known === undefined) owners.set(key, [area]);
        else if (known.at(-1) !== area) known.push(area);
      }
    }
  });
  const pairs = new Set<number>();
  for (const areas of owners.values()) {
    for (let i = 0; i < areas.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [areas[j] as number, areas[i] as number];
        if (a !== b) pairs.add(Math.min(a, b) * features.length + Math.max(a, b));
      }
    }
  }
  const flat = new Int32Array(2 * pairs.size);
  let at = 0;
  for (const pair of pairs) {
    flat[at++] = Math.floor(pair / features.length);
    flat[at++] = pair % features.length;
  }
  return weightsFromPairs(features.length, flat);
}
