// The roads of a pack as the map asks for them, tile by tile. Lines are put together when they are first asked for: those of
// minor roads only once somebody looks from near.
import type { TravelColumns } from '../../../../geodata/schema/pack.ts';
import type { RoadClass } from './care_style.ts';
import { drawnNodes, type RoadLines, roadLines } from './road_lines.ts';
import { roadTile } from './road_tiles.ts';

const ADDRESS = /^\w+:\/\/(minor|major)\/(\d+)\/(\d+)\/(\d+)$/;
const NOTHING = new Uint8Array();

/** "roads://major/5/16/15" → the bytes of that tile; none for another address. */
export type RoadSource = (address: string) => Uint8Array<ArrayBuffer>;

export function roadSource(travel: TravelColumns | null): RoadSource {
  const nodes = travel === null ? null : drawnNodes(travel);
  const known = new Map<RoadClass, RoadLines>();
  return (address) => {
    const [, of, z, x, y] = ADDRESS.exec(address) ?? [];
    if (of === undefined || travel === null || nodes === null) return NOTHING.slice();
    const lines = known.get(of as RoadClass) ?? roadLines(travel, nodes, of === 'major' ? 1 : 0);
    known.set(of as RoadClass, lines);
    return roadTile(lines, { z: Number(z), x: Number(x), y: Number(y) });
  };
}
