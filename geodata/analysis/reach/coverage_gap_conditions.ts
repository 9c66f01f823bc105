// What is covered only under some condition: while services are open, in the dry season. It compares two reaches of the same
// cells and sums who is lost; it knows no clock, no weather and no road.
import { Problem } from '../../schema/problem.ts';
import { reordered, requireSameLength } from '../number_columns.ts';
import type { AreaCodes } from './area_codes.ts';
import type { CoverageGapInput, CoverageGapResult } from './coverage_gap_schema.ts';
import {
  type CoverageTable,
  compensatedSum,
  coverageTable,
  type DemandColumns,
  type GapFigures,
  gapFigures,
} from './gap_figures.ts';
import { buildNearestIndex } from './nearest.ts';

interface Base {
  readonly input: CoverageGapInput;
  readonly order: Int32Array | null;
  readonly places: { readonly lon: Float64Array; readonly lat: Float64Array };
  readonly demand: DemandColumns;
  readonly nearest: Float64Array;
  readonly cutoff: number;
  readonly codes: AreaCodes;
}

/** For each condition: who is within the cutoff without it and beyond it under it, in all and by area (most people first). */
export function lostUnderConditions(base: Base): CoverageGapResult['conditions'] {
  const { input, demand, nearest, cutoff, codes } = base;
  return (input.conditions ?? []).map((condition, c) => {
    const under = reachUnder(base, c);
    // Only what is covered now can be lost: elsewhere nothing is beyond the cutoff of 0.
    const lost = under.map((reach, i) => ((nearest[i] as number) <= cutoff && !(reach <= cutoff) ? 1 : 0));
    const table = coverageTable(demand, { nearest: lost, second: null });
    const figures = gapFigures(table, 0);
    const bySlot = Array.from({ length: codes.areas.length + 1 }, (_, slot) => ({
      area: slot === 0 ? null : (codes.areas[slot - 1]?.code ?? null),
      name: slot === 0 ? null : (codes.areas[slot - 1]?.name ?? null),
      people: isKnown(figures, 'people', slot) ? (figures.people[slot] as number) : null,
      cells: figures.cells[slot] as number,
    })).filter(({ cells }) => cells > 0);
    bySlot.sort((a, b) => (b.people ?? -1) - (a.people ?? -1));
    return {
      name: condition.name,
      people: sumOf(table, figures, 'people'),
      women: sumOf(table, figures, 'women'),
      children: sumOf(table, figures, 'children'),
      cells: figures.cells.reduce((sum, cells) => sum + cells, 0),
      gaps: bySlot,
    };
  });
}

type Group = 'people' | 'women' | 'children';

/** Cells that are lost and none of which has a number add up to "not known", which is not 0. */
const isKnown = ({ cells, known }: GapFigures, group: Group, slot: number): boolean =>
  cells[slot] === 0 || (known[group]?.[slot] ?? 0) > 0;

function sumOf(table: CoverageTable, figures: GapFigures, group: Group): number | null {
  const sums = figures[group];
  if (sums === null || table[group]?.known.every((count) => count === 0)) return null;
  const isLost = figures.cells.some((cells) => cells > 0);
  return isLost && figures.known[group]?.every((count) => count === 0) ? null : compensatedSum(sums);
}

function reachUnder({ input, order, places }: Base, c: number): Float64Array {
  const condition = input.conditions?.[c];
  const pointer = `/conditions/${c}`;
  if (condition?.minutes !== undefined) {
    if (input.minutes === undefined)
      throw wrong(`${pointer}/minutes`, 'Minutes under a condition go with minutes without it.');
    requireSameLength(pointer, { 'cells/lon': input.cells.lon, minutes: condition.minutes });
    return reordered(condition.minutes, order);
  }
  const { services } = input;
  if (condition?.closed === undefined || services === undefined) {
    throw wrong(pointer, 'Say which services are closed, or give the minutes under this condition.');
  }
  const closed = new Set(condition.closed);
  const names = services.ids ?? Array.from(services.lon, (_, i) => i);
  const open = Array.from(services.lon, (_, i) => i).filter((i) => !closed.delete(names[i] as string | number));
  if (closed.size > 0) throw wrong(`${pointer}/closed`, 'A service named here is not among the services.');
  const left = { lon: open.map((i) => services.lon[i] as number), lat: open.map((i) => services.lat[i] as number) };
  const { meters } = buildNearestIndex(left).nearest(places);
  return meters;
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'A condition does not fit the coverage gap.', [{ pointer, detail }]);
