// Places around a town where people must go and where harm gathers: market, water point, camp, fields, the way to
// firewood. Services, zones, patrols and incidents all refer to them. They differ from seed to seed; all are invented.
import type { Position } from '../schema/geometry.ts';
import type { Ground } from './ground.ts';
import { moved } from './meters.ts';
import { Stream } from './stream.ts';
import type { Town } from './towns.ts';

export const SITES = ['market', 'water', 'camp', 'farm', 'firewood'] as const;
export type Site = (typeof SITES)[number];

export interface Focus {
  readonly town: Town;
  readonly sites: Readonly<Record<Site, Position>>;
  /** From the edge of the town to where the wood is; ends at `sites.firewood`. */
  readonly firewoodPath: readonly Position[];
}

/** Meters beyond the built-up ground. */
const BEYOND: Readonly<Record<Site, readonly [number, number]>> = {
  market: [-400, -100],
  water: [400, 1500],
  camp: [600, 2000],
  farm: [1800, 3500],
  firewood: [4500, 8000],
};

/** One focus for each town, in the order of the towns. */
export function focuses(ground: Ground, seed: number): Focus[] {
  const stream = new Stream(seed, 'focus');
  return ground.towns.map((town) => {
    const ahead = (site: Site): Position => {
      const [low, high] = BEYOND[site];
      const meters = Math.max(150, town.radiusMeters + stream.between(low, high));
      return landAround(ground, town.place, { meters, stream });
    };
    const firewood = ahead('firewood');
    return {
      town,
      sites: { market: ahead('market'), water: ahead('water'), camp: ahead('camp'), farm: ahead('farm'), firewood },
      firewoodPath: windingPath(town.place, firewood, { stream, parts: 9 }),
    };
  });
}

/** A place at a distance in any direction that still lies on the demo's land; nearer when there is none. */
export function landAround(
  ground: Ground,
  center: Position,
  options: { readonly meters: number; readonly stream: Stream },
): Position {
  for (let meters = options.meters; meters > 1; meters *= 0.9) {
    const angle = options.stream.between(0, 2 * Math.PI);
    const place = moved(center, meters * Math.cos(angle), meters * Math.sin(angle));
    if (ground.districtAt(place[0], place[1]) >= 0) return place;
  }
  return center;
}

/** A footpath that winds a little; begins and ends exactly where it should. */
export function windingPath(
  from: Position,
  to: Position,
  options: { readonly stream: Stream; readonly parts: number },
): Position[] {
  const { stream, parts } = options;
  const across = [-(to[1] - from[1]), to[0] - from[0]] as const;
  const sway = [stream.between(-0.12, 0.12), stream.between(-0.06, 0.06)] as const;
  return Array.from({ length: parts + 1 }, (_, index): Position => {
    if (index === 0) return from;
    if (index === parts) return to;
    const share = index / parts;
    const aside = sway[0] * Math.sin(Math.PI * share) + sway[1] * Math.sin(3 * Math.PI * share);
    const lon = from[0] + (to[0] - from[0]) * share + across[0] * aside;
    const lat = from[1] + (to[1] - from[1]) * share + across[1] * aside;
    return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
  });
}
