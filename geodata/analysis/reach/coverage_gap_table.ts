// Turns the sums of a coverage gap into its totals and its ranked table. It knows sums and names of areas, no geometry.
import { compareCodes } from '../number_columns.ts';
import type { AreaCodes } from './area_codes.ts';
import type { Counts, CoverageGapResult, GapRow } from './coverage_gap_schema.ts';
import { type CoverageTable, compensatedSum, type GapFigures, type GroupColumn } from './gap_figures.ts';

interface TableParts {
  readonly table: CoverageTable;
  readonly figures: GapFigures;
  readonly codes: AreaCodes;
  readonly inMinutes: boolean;
}

const presentOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

type GroupName = 'people' | 'women' | 'children';

/** A whole sum of a slot; null where the group was not given or no cell of the slot has a number. */
function wholeFigure(group: GroupColumn | null, slot: number): number | null {
  return group === null || group.known[slot] === 0 ? null : (group.total[slot] as number);
}

/** An uncovered sum of a slot: 0 where no cell is uncovered, null where none of the uncovered has a number. */
function gapFigure({ table, figures }: TableParts, name: GroupName, slot: number): number | null {
  const group = table[name];
  const sums = figures[name];
  if (group === null || sums === null || group.known[slot] === 0) return null;
  if ((figures.cells[slot] as number) > 0 && figures.known[name]?.[slot] === 0) return null;
  return sums[slot] as number;
}

/** One row per area that has cells, and one (area null) for cells outside every area; most uncovered people first, ties by code. */
export function gapRows(parts: TableParts): GapRow[] {
  const { table, figures, codes, inMinutes } = parts;
  const rows: GapRow[] = [];
  for (let slot = 0; slot <= codes.areas.length; slot++) {
    const cellsTotal = (table.starts[slot + 1] as number) - (table.starts[slot] as number);
    if (cellsTotal === 0) continue;
    const area = slot === 0 ? null : (codes.areas[slot - 1] ?? null);
    const people = gapFigure(parts, 'people', slot);
    const peopleTotal = wholeFigure(table.people, slot);
    const farthest = presentOrNull(figures.farthest[slot] as number);
    rows.push({
      area: area?.code ?? null,
      name: area?.name ?? null,
      people,
      women: gapFigure(parts, 'women', slot),
      children: gapFigure(parts, 'children', slot),
      peopleTotal,
      womenTotal: wholeFigure(table.women, slot),
      childrenTotal: wholeFigure(table.children, slot),
      share: people !== null && peopleTotal !== null && peopleTotal > 0 ? Math.min(1, people / peopleTotal) : null,
      cells: figures.cells[slot] as number,
      cellsTotal,
      farthestMeters: inMinutes ? null : farthest,
      farthestMinutes: inMinutes ? farthest : null,
      unreachableCells: figures.unreachable[slot] as number,
      fragilePeople: table.people.known[slot] === 0 ? null : (figures.fragile?.[slot] ?? null),
    });
  }
  return rows.sort((a, b) => (b.people ?? -1) - (a.people ?? -1) || compareCodes(a.area, b.area));
}

/**
 * Input, covered and uncovered: covered is what the compensated sums leave of the input. A part in which cells are and
 * none of them has a number is null, not 0.
 */
export function gapTotals(table: CoverageTable, figures: GapFigures): CoverageGapResult['totals'] {
  const cells = { input: table.nearest.length, uncovered: countOf(figures.cells) };
  const people = groupTotals(table.people, { sums: figures.people, known: figures.known.people, cells });
  const women = groupTotals(table.women, { sums: figures.women, known: figures.known.women, cells });
  const children = groupTotals(table.children, { sums: figures.children, known: figures.known.children, cells });
  const counts = (part: keyof GroupTotals, count: number): Counts => ({
    cells: count,
    people: people[part],
    women: women[part],
    children: children[part],
  });
  return {
    input: counts('input', cells.input),
    covered: counts('covered', cells.input - cells.uncovered),
    uncovered: counts('uncovered', cells.uncovered),
    fragilePeople: people.input === null || figures.fragile === null ? null : compensatedSum(figures.fragile),
  };
}

interface GroupTotals {
  readonly input: number | null;
  readonly covered: number | null;
  readonly uncovered: number | null;
}

const countOf = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);

function groupTotals(
  group: GroupColumn | null,
  gap: {
    readonly sums: Float64Array | null;
    readonly known: Int32Array | null;
    readonly cells: { readonly input: number; readonly uncovered: number };
  },
): GroupTotals {
  if (group === null || gap.sums === null || gap.known === null) return { input: null, covered: null, uncovered: null };
  const known = countOf(group.known);
  const knownBeyond = countOf(gap.known);
  const { input, uncovered } = gap.cells;
  const whole = compensatedSum(group.total);
  const beyond = compensatedSum(gap.sums);
  const orNull = (value: number, cells: number, numbers: number) => (cells > 0 && numbers === 0 ? null : value);
  return {
    input: orNull(whole, input, known),
    covered: orNull(Math.max(0, whole - beyond), input - uncovered, known - knownBeyond),
    uncovered: orNull(beyond, uncovered, knownBeyond),
  };
}
