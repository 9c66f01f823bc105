// Which regions a directory is cut into, so that asking for one tells no place: the whole where it is small, else admin 1 areas,
// joined to neighbors until enough people live in each. It knows codes, people and boxes, no services.
import { LEAST_PEOPLE, ONE_REGION_BYTES } from '../../schema/pack.ts';

type Box = readonly [west: number, south: number, east: number, north: number];

export interface RegionArea {
  readonly pcode: string;
  readonly name: string;
  /** null = not known, which counts as nobody. */
  readonly people: number | null;
  readonly bbox: Box;
}

export interface PackRegion {
  /** 'all', or the P-codes joined by '-'. */
  readonly region: string;
  readonly name: string;
  /** Rising. */
  readonly pcodes: readonly string[];
  /** Sum over its areas; null = not known of one of them. */
  readonly people: number | null;
  readonly bbox: Box;
}

/**
 * Small areas join first: the one with the fewest people known to live there (then the smaller P-code) joins the area whose box is
 * nearest, of equally near ones the one with the fewest people, until each has LEAST_PEOPLE. One region where the whole directory
 * is at most ONE_REGION_BYTES (gzip), where there are fewer than two areas, or where all of them join. Input order changes nothing.
 */
export function packRegions(of: {
  readonly areas: readonly RegionArea[];
  readonly wholeBytes: number;
  readonly leastPeople?: number;
}): PackRegion[] {
  const leastPeople = Math.max(of.leastPeople ?? 0, LEAST_PEOPLE);
  const areas = of.areas.slice().sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
  let parts = of.wholeBytes <= ONE_REGION_BYTES || areas.length < 2 ? [areas] : areas.map((area) => [area]);
  while (parts.length > 1) {
    const smallest = parts.reduce((least, part) => (livingIn(part) < livingIn(least) ? part : least));
    if (livingIn(smallest) >= leastPeople) break;
    const others = parts.filter((part) => part !== smallest);
    const home = boxOf(smallest);
    const nearest = others.reduce((best, part) => {
      const difference = gapBetween(home, boxOf(part)) - gapBetween(home, boxOf(best));
      return difference < 0 || (difference === 0 && livingIn(part) < livingIn(best)) ? part : best;
    });
    const joined = [...smallest, ...nearest].sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
    parts = others.map((part) => (part === nearest ? joined : part));
  }
  return parts.map((part) => regionOf(part, parts.length === 1));
}

function regionOf(part: readonly RegionArea[], isWhole: boolean): PackRegion {
  const pcodes = part.map(({ pcode }) => pcode);
  const isKnown = part.length > 0 && part.every(({ people }) => people !== null);
  return {
    region: isWhole ? 'all' : pcodes.join('-'),
    name: part.map(({ name }) => name).join(', '),
    ...{ pcodes, people: isKnown ? livingIn(part) : null, bbox: boxOf(part) },
  };
}

const livingIn = (part: readonly RegionArea[]): number => part.reduce((sum, { people }) => sum + (people ?? 0), 0);

function boxOf(part: readonly RegionArea[]): Box {
  if (part.length === 0) return [-180, -90, 180, 90];
  const side = (k: 0 | 1 | 2 | 3, choose: (...values: number[]) => number): number =>
    choose(...part.map(({ bbox }) => bbox[k]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

/** Degrees between two boxes; 0 where they touch. Only compared, and only with one another. */
function gapBetween(a: Box, b: Box): number {
  const apart = (low: 0 | 1): number => Math.max(0, a[low] - b[low === 0 ? 2 : 3], b[low] - a[low === 0 ? 2 : 3]);
  return Math.hypot(apart(0), apart(1));
}
