// What reads the roads of a pack and finds ways over them: more code than the first list, so it comes with the roads.
import { packWays } from '../../../geodata/analysis/reach/pack_ways.ts';
import { unpackTravel } from '../../../geodata/formats/travel_pack.ts';
import type { TravelColumns } from '../../../geodata/schema/pack.ts';

/** The roads, and the function that makes ways over them. */
export interface Roads {
  readonly travel: TravelColumns;
  readonly packWays: typeof packWays;
}

export const roadsOf = (bytes: Uint8Array): Roads => ({ travel: unpackTravel(bytes), packWays });
