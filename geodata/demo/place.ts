// Place rows: the real towns as GeoNames states them. Nothing here is invented but the ids.
import type { Place } from '../schema/place.ts';
import type { Ground } from './ground.ts';
import { Stream } from './stream.ts';
import type { Town } from './towns.ts';

export function* placeRows(ground: Ground, seed: number): Generator<Place> {
  const stream = new Stream(seed, 'place');
  for (const town of ground.towns) {
    const geom = { type: 'Point' as const, coordinates: town.place };
    yield { id: stream.uuid(), name: town.name, kind: kindOf(town), population: town.population, geom };
  }
}

function kindOf(town: Town): Place['kind'] {
  if (town.isCapital) return 'capital';
  if (town.people >= 100_000) return 'city';
  return town.isSeat || town.people >= 10_000 ? 'town' : 'village';
}
