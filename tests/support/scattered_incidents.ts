// An invented world for attacks by differencing: settlements, and incidents with a day and an r7 cell. Same seed, same world.
import { cellToChildren, cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import type { AreaCell, GbvType } from '../../geodata/analysis/disclosure/release_input.ts';
import { randomIndex, randomNormal, seededRandom } from '../../geodata/analysis/random.ts';
import { GBV_TYPES } from '../../geodata/schema/incident.ts';

export interface ScatteredIncident {
  readonly cell: string;
  /** Days since the first of the world; `date` is the same as YYYY-MM-DD. */
  readonly day: number;
  readonly date: string;
  readonly type: GbvType;
  /** Verified too late for the release of its quarter. */
  readonly late: boolean;
  readonly lon: number;
  readonly lat: number;
}

export interface ScatteredWorld {
  readonly cells: readonly AreaCell[];
  readonly incidents: readonly ScatteredIncident[];
  readonly days: number;
}

const FIRST_DAY = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;
const CENTER = [11.8, 13.1] as const;
const LATE_SHARE = 0.05;
/** Spread of incidents around a settlement, in degrees: about 550 m. */
const SPREAD = 0.005;

/** Settlements of unequal size (1/rank) in 19 r4 cells of three admin 1 units; days uniform. */
export function scatteredWorld(seed: number, size = { days: 540, settlements: 60, incidents: 1500 }): ScatteredWorld {
  const random = seededRandom(seed);
  const r4 = gridDisk(latLngToCell(CENTER[0], CENTER[1], 4), 2).sort();
  const cells = r4.flatMap((parent, at) => {
    const admin1Pcode = `AB${1 + Math.floor((3 * at) / r4.length)}`;
    return cellToChildren(parent, 7).map((cell) => {
      const admin2Pcode = `${admin1Pcode}${String(r4.indexOf(parent)).padStart(3, '0')}`;
      return { cell, admin1Pcode, admin2Pcode };
    });
  });
  const settlements = Array.from({ length: size.settlements }, () =>
    cellToLatLng((cells[randomIndex(random, cells.length)] as AreaCell).cell),
  );
  const weights = settlements.map((_, rank) => 1 / (rank + 3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const known = new Set(r4);
  const incidents: ScatteredIncident[] = [];
  while (incidents.length < size.incidents) {
    let left = random() * total;
    const at = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    const [south, west] = settlements[Math.max(0, at)] as [number, number];
    const [lat, lon] = [south + SPREAD * randomNormal(random), west + SPREAD * randomNormal(random)];
    const cell = latLngToCell(lat, lon, 7);
    if (!known.has(cellToParent(cell, 4))) continue;
    const day = randomIndex(random, size.days);
    const date = new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);
    const type = GBV_TYPES[randomIndex(random, GBV_TYPES.length)] as GbvType;
    incidents.push({ cell, day, date, type, late: random() < LATE_SHARE, lon, lat });
  }
  return { cells, incidents, days: size.days };
}

/** 2025-Q1 … of the dates. */
export const quarterOf = (date: string): string => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
