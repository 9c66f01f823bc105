// Population cells on a regular lattice: every cell of the lattice whose center lies on the demo's land and has people.
// Rows are yielded one by one; at scale 1000 there are a million.
import type { PopulationCell } from '../schema/population.ts';
import type { Ground } from './ground.ts';
import { metersPerDegree } from './meters.ts';
import { densityOf, type Settlement } from './settlements.ts';
import { Stream } from './stream.ts';
import { DEMO_BBOX } from './towns.ts';

/** People in all, near what the three states had in 2020 (about 14.7 million by public estimates). */
export const DEMO_PEOPLE = 14_400_000;
/** Women of 15 and over, and children under 15, as shares of all; single cells differ by a few points. */
export const WOMEN_SHARE = 0.27;
export const CHILDREN_SHARE = 0.46;
/** Below this many per square kilometer (before scaling to DEMO_PEOPLE) a cell is empty land and gets no row. */
const EMPTY_DENSITY = 6;
/** Lattice on which share of inhabited land and total are estimated, in cells a degree. */
const SAMPLE_CELLS = 60;
/** Inhabited land of the demo, near enough for a first guess. */
const USUAL_SQUARE_DEGREES = 7;

export interface PopulationGrid {
  /** Cells a degree: the cell width is 1/n of a degree, so that the lattice is exact. */
  readonly cellsPerDegree: number;
  /** Factor that brings the total to DEMO_PEOPLE. */
  readonly factor: number;
}

/** The lattice whose inhabited cells number about `target`. */
export function populationGrid(ground: Ground, settlements: readonly Settlement[], target: number): PopulationGrid {
  let cellsPerDegree = Math.round(Math.sqrt(target / USUAL_SQUARE_DEGREES));
  let factor = 1;
  for (let round = 0; round < 2; round++) {
    const sample = sampleLand(ground, settlements, cellsPerDegree);
    factor = DEMO_PEOPLE / sample.people;
    cellsPerDegree = Math.round(Math.sqrt(target / sample.inhabitedSquareDegrees));
  }
  return { cellsPerDegree, factor };
}

/** A lattice scan with cells as wide as the real ones but, if those are narrow, fewer of them. */
function sampleLand(ground: Ground, settlements: readonly Settlement[], cellsPerDegree: number) {
  const steps = Math.min(cellsPerDegree, SAMPLE_CELLS);
  const density = densityOf(settlements, 111_000 / cellsPerDegree);
  let inhabited = 0;
  let people = 0;
  for (const [lon, lat] of latticeCenters(steps)) {
    if (ground.districtAt(lon, lat) < 0) continue;
    const here = density([lon, lat]);
    if (here < EMPTY_DENSITY) continue;
    inhabited++;
    people += here * cellSquareKm(lat, steps);
  }
  return { inhabitedSquareDegrees: inhabited / steps ** 2, people };
}

function* latticeCenters(cellsPerDegree: number): Generator<[number, number]> {
  const [west, south, east, north] = DEMO_BBOX;
  for (let row = Math.ceil(south * cellsPerDegree); row < north * cellsPerDegree - 1; row++) {
    for (let column = Math.ceil(west * cellsPerDegree); column < east * cellsPerDegree - 1; column++) {
      yield [(column + 0.5) / cellsPerDegree, (row + 0.5) / cellsPerDegree];
    }
  }
}

function cellSquareKm(lat: number, cellsPerDegree: number): number {
  const [east, north] = metersPerDegree(lat);
  return (east * north) / cellsPerDegree ** 2 / 1e6;
}

export function* populationRows(
  ground: Ground,
  settlements: readonly Settlement[],
  options: { readonly grid: PopulationGrid; readonly seed: number },
): Generator<PopulationCell> {
  const { cellsPerDegree, factor } = options.grid;
  const density = densityOf(settlements, 111_000 / cellsPerDegree);
  const stream = new Stream(options.seed, 'population');
  for (const [lon, lat] of latticeCenters(cellsPerDegree)) {
    const district = ground.districtAt(lon, lat);
    if (district < 0) continue;
    const here = density([lon, lat]);
    if (here < EMPTY_DENSITY) continue;
    const people = here * factor * cellSquareKm(lat, cellsPerDegree) * stream.between(0.8, 1.2);
    yield {
      lon,
      lat,
      people: twoDecimals(people),
      women: twoDecimals(people * (WOMEN_SHARE + stream.between(-0.02, 0.02))),
      children: twoDecimals(people * (CHILDREN_SHARE + stream.between(-0.03, 0.03))),
      areaPcode: ground.districts[district]?.pcode ?? null,
    };
  }
}

const twoDecimals = (value: number): number => Math.round(value * 100) / 100;
