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

/** A sum of a group in a slot that has cells; null where the group was not given or no cell of the slot has a number. */
function groupFigure(group: GroupColumn | null, sums: Float64Array | null, slot: number): number | null {
  if (group === null || sums === null || group.known[slot] === 0) return null;
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
    const people = groupFigure(table.people, figures.people, slot);
    const peopleTotal = groupFigure(table.people, table.people.total, slot);
    const farthest = presentOrNull(figures.farthest[slot] as number);
    rows.push({
      area: area?.code ?? null,
      name: area?.name ?? null,
      people,
      women: groupFigure(table.women, figures.women, slot),
      children: groupFigure(table.children, figures.children, slot),
      peopleTotal,
      womenTotal: groupFigure(table.women, table.women?.total ?? null, slot),
      childrenTotal: groupFigure(table.children, table.children?.total ?? null, slot),
      share: people !== null && peopleTotal !== null && peopleTotal > 0 ? Math.min(1, people / peopleTotal) : null,
      cells: figures.cells[slot] as number,
      cellsTotal,
      farthestMeters: inMinutes ? null : farthest,
      farthestMinutes: inMinutes ? farthest : null,
      unreachableCells: figures.unreachable[slot] as number,
      fragilePeople: groupFigure(table.people, figures.fragile, slot),
    });
  }
  return rows.sort((a, b) => (b.people ?? -1) - (a.people ?? -1) || compareCodes(a.area, b.area));
}

/** Input, covered and uncovered: covered is what the compensated sums leave of the input. */
export function gapTotals(table: CoverageTable, figures: GapFigures): CoverageGapResult['totals'] {
  const input: Counts = {
    cells: table.nearest.length,
    people: groupTotal(table.people, table.people.total),
    women: groupTotal(table.women, table.women?.total ?? null),
    children: groupTotal(table.children, table.children?.total ?? null),
  };
  const uncovered: Counts = {
    cells: figures.cells.reduce((sum, cells) => sum + cells, 0),
    people: groupTotal(table.people, figures.people),
    women: groupTotal(table.women, figures.women),
    children: groupTotal(table.children, figures.children),
  };
  const rest = (whole: number | null, part: number | null): number | null =>
    whole === null || part === null ? null : Math.max(0, whole - part);
  const covered: Counts = {
    cells: input.cells - uncovered.cells,
    people: rest(input.people, uncovered.people),
    women: rest(input.women, uncovered.women),
    children: rest(input.children, uncovered.children),
  };
  return { input, covered, uncovered, fragilePeople: groupTotal(table.people, figures.fragile) };
}

function groupTotal(group: GroupColumn | null, sums: Float64Array | null): number | null {
  if (group === null || sums === null) return null;
  if (group.values.length > 0 && group.known.every((cells) => cells === 0)) return null;
  return compensatedSum(sums);
}
