// The ground that every demo stands on: real towns, invented districts, invented roads between towns. It depends on
// nothing, so two worlds of different seed and scale can be laid over each other.
import type { Position } from '../schema/geometry.ts';
import { type Arc, borderArcs } from './borders.ts';
import { chooseDistricts, type District, latticeDistricts } from './district_lattice.ts';
import { districtFinder } from './locate.ts';
import { type Highway, highways } from './road_graph.ts';
import { realTowns, type Town } from './towns.ts';

export interface Ground {
  readonly towns: readonly Town[];
  readonly districts: readonly District[];
  readonly arcs: readonly Arc[];
  readonly highways: readonly Highway[];
  /** Index of the district that holds a place; −1 = outside. */
  readonly districtAt: (lon: number, lat: number) => number;
}

export function createGround(): Ground {
  const towns = realTowns();
  const districts = chooseDistricts(towns);
  const arcs = borderArcs(latticeDistricts(towns, districts));
  const districtAt = districtFinder(arcs);
  const isLand = ([lon, lat]: Position) => districtAt(lon, lat) >= 0;
  return { towns, districts, arcs, districtAt, highways: highways(towns, isLand) };
}
