// Which district holds a place: the borders cut into thin bands of latitude, so that a look-up meets a dozen segments.
import type { Arc } from './borders.ts';
import { OUTSIDE } from './district_lattice.ts';
import { DEMO_BBOX } from './towns.ts';

const BAND_DEGREES = 0.01;
/** Numbers of a segment: x and y of both ends, and the label to its east. */
const WIDTH = 5;

/** lon, lat → district index or OUTSIDE. Half-open in latitude, so that a point on a corner is counted once. */
export function districtFinder(arcs: readonly Arc[]): (lon: number, lat: number) => number {
  const [, south, , north] = DEMO_BBOX;
  const bands: number[][] = Array.from({ length: Math.ceil((north - south) / BAND_DEGREES) + 1 }, () => []);
  const bandOf = (lat: number) => Math.floor((lat - south) / BAND_DEGREES);
  for (const arc of arcs) {
    for (let index = 1; index < arc.path.length; index++) {
      const [fromX, fromY] = arc.path[index - 1] as readonly [number, number];
      const [toX, toY] = arc.path[index] as readonly [number, number];
      const east = toY > fromY ? arc.right : arc.left;
      const last = bandOf(Math.max(fromY, toY));
      for (let band = bandOf(Math.min(fromY, toY)); band <= last; band++)
        bands[band]?.push(fromX, fromY, toX, toY, east);
    }
  }
  const packed = bands.map((band) => Float64Array.from(band));
  return (lon, lat) => {
    const band = packed[bandOf(lat)];
    if (!band) return OUTSIDE;
    let nearest = Number.NEGATIVE_INFINITY;
    let label = OUTSIDE;
    for (let at = 0; at < band.length; at += WIDTH) {
      const fromX = band[at] as number;
      const fromY = band[at + 1] as number;
      const toX = band[at + 2] as number;
      const toY = band[at + 3] as number;
      if (fromY > lat === toY > lat) continue;
      const crossing = fromX + ((lat - fromY) / (toY - fromY)) * (toX - fromX);
      if (crossing <= lon && crossing > nearest) {
        nearest = crossing;
        label = band[at + 4] as number;
      }
    }
    return label;
  };
}
