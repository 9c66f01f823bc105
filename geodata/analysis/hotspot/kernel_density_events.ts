// Events made ready for a density: read in id order, those known too coarsely or without a weight left out and counted, the
// rest placed on the grid. It knows no kernel but its reach.

import { Problem } from '../../schema/problem.ts';
import { reordered, requireSameLength } from '../number_columns.ts';
import { readPlaces } from '../places.ts';
import { PRECISION_RADIUS_METERS } from './event_cells.ts';
import type { DensityGrid } from './kernel_density_grid.ts';
import type { KernelDensityInput } from './kernel_density_schema.ts';
import { GAUSSIAN_REACH, type Stamps } from './kernel_density_stamps.ts';

export interface DensityEvents {
  readonly stamps: Stamps;
  readonly points: number;
  readonly used: number;
  readonly coarse: number;
  readonly outside: number;
  readonly missing: number;
}

/** The table of points, from `points` or from the top level. */
export function pointsTable(input: KernelDensityInput) {
  const { points, lon, lat, x, y, ids, weight, precisionMeters, precision } = input;
  const top = { lon, lat, x, y, weight, precisionMeters, precision };
  if (points === undefined) return { pointer: '', table: { ...top, ids } };
  if (Object.values(top).some((column) => column !== undefined)) {
    throw new Problem('invalid_input', 'Points stand under points or at the top level, not both.', [
      { pointer: '/points', detail: 'Put all columns in one of the two places.' },
    ]);
  }
  return { pointer: '/points', table: { ...points, ids: points.ids ?? ids } };
}

/** Throws Problem invalid_input where columns differ in length or ids repeat. */
export function densityEvents(
  input: KernelDensityInput,
  gridOf: (planar: boolean) => DensityGrid,
): DensityEvents & { grid: DensityGrid; planar: boolean } {
  const { pointer, table } = pointsTable(input);
  const { weight, precisionMeters, precision } = table;
  const places = readPlaces(pointer, table);
  requireSameLength(pointer, { lon: places.across, weight, precisionMeters, precision });
  const grid = gridOf(places.planar);
  const { bandwidthMeters, kernel, edgeCorrection } = input;
  const reach = edgeCorrection ? 0 : (kernel === 'gaussian' ? GAUSSIAN_REACH : 1) * bandwidthMeters;
  const masses = weight === undefined ? null : reordered(weight, places.order);
  const kept = { column: [], row: [], bandwidthAcross: [], bandwidthUp: [], mass: [] } as Record<
    keyof Stamps,
    number[]
  >;
  const left = { coarse: 0, outside: 0, missing: 0 };
  let used = 0;
  for (let i = 0; i < places.count; i++) {
    const row = places.order === null ? i : (places.order[i] as number);
    const mass = masses === null ? 1 : (masses[i] as number);
    if (Number.isNaN(mass)) {
      left.missing++;
      continue;
    }
    if (precisionMeters !== undefined || precision !== undefined) {
      const radius =
        precisionMeters === undefined
          ? (PRECISION_RADIUS_METERS[String(precision?.[row])] ?? Number.NaN)
          : (precisionMeters[row] as number);
      if (!(radius <= bandwidthMeters)) {
        left.coarse++;
        continue;
      }
    }
    const across = places.across[i] as number;
    const up = places.up[i] as number;
    const column = grid.column(across);
    const line = grid.row(up);
    const stretch = grid.stretch(Math.max(-85, Math.min(85, places.planar ? 0 : up)));
    const reachAcross = (reach * stretch) / grid.cellWidth;
    const reachUp = reach / stretch / grid.cellHeight;
    const beside = column < -reachAcross || column > grid.width + reachAcross;
    if (beside || line < -reachUp || line > grid.height + reachUp) {
      left.outside++;
      continue;
    }
    kept.column.push(column);
    kept.row.push(line);
    kept.bandwidthAcross.push((bandwidthMeters * stretch) / grid.cellWidth);
    kept.bandwidthUp.push(bandwidthMeters / stretch / grid.cellHeight);
    kept.mass.push(mass);
    used += mass;
  }
  const column = (name: keyof Stamps): Float64Array => Float64Array.from(kept[name]);
  const stamps = {
    column: column('column'),
    row: column('row'),
    bandwidthAcross: column('bandwidthAcross'),
    bandwidthUp: column('bandwidthUp'),
    mass: column('mass'),
  };
  return { stamps, points: places.count, used, ...left, grid, planar: places.planar };
}
