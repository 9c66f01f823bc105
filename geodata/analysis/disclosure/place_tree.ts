// The places of a release as trees: admin 1 → districts, or parts of r4 cells → r5 → r6. It knows areas and cells, no records:
// the same tree stands whether much, little or nothing was recorded.
import { cellToChildren, cellToParent } from 'h3-js';
import type { ReleaseScheme } from '../../schema/release.ts';
import type { AreaCell } from './release_input.ts';

export interface PlaceNode {
  /** H3 index, or P-code. */
  readonly key: string;
  /** Empty for the finest place that may be a region: an r6 cell, a district. */
  readonly children: readonly PlaceNode[];
  /** Finest places under it, itself where it is one. */
  readonly leaves: readonly string[];
}

export interface PlaceRoot extends PlaceNode {
  readonly admin1Pcode: string;
}

export interface PlaceForest {
  readonly roots: readonly PlaceRoot[];
  /** The finest place that an r7 cell belongs to; undefined = outside the organization's area. */
  readonly leafOf: (cell: string) => string | undefined;
}

/** Coarsest to finest H3 resolution of a region. */
const RESOLUTIONS = [4, 5, 6] as const;

/**
 * h3: an r6 cell with at least one r7 cell in the area belongs, whole, to the admin 1 unit that holds most of its r7 cells (of
 * equals the first P-code); a root is what one r4 cell has of one unit, so that the totals of a unit are totals of whole roots.
 * admin2: a root is an admin 1 unit, its children are its districts.
 */
export function placeForest(scheme: ReleaseScheme, cells: readonly AreaCell[]): PlaceForest {
  return scheme === 'h3' ? hexagons(cells) : districts(cells);
}

function hexagons(cells: readonly AreaCell[]): PlaceForest {
  const votes = new Map<string, Map<string, number>>();
  for (const { cell, admin1Pcode } of cells) {
    const of = entryOf(votes, cellToParent(cell, 6), () => new Map<string, number>());
    of.set(admin1Pcode, (of.get(admin1Pcode) ?? 0) + 1);
  }
  const roots = new Map<string, { admin1Pcode: string; root: string; leaves: string[] }>();
  for (const [leaf, of] of votes) {
    const [[admin1Pcode]] = [...of].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) as [[string, number]];
    const root = cellToParent(leaf, RESOLUTIONS[0]);
    entryOf(roots, `${admin1Pcode} ${root}`, () => ({ admin1Pcode, root, leaves: [] as string[] })).leaves.push(leaf);
  }
  return {
    roots: sorted([...roots]).map(({ admin1Pcode, root, leaves }) => ({ ...hexagon(root, 0, leaves), admin1Pcode })),
    leafOf: (cell) => {
      const leaf = cellToParent(cell, 6);
      return votes.has(leaf) ? leaf : undefined;
    },
  };
}

function hexagon(key: string, depth: number, leaves: string[]): PlaceNode {
  const next = RESOLUTIONS[depth + 1];
  if (next === undefined) return { key, children: [], leaves };
  const under = new Map<string, string[]>();
  for (const leaf of leaves) entryOf(under, cellToParent(leaf, next), () => [] as string[]).push(leaf);
  const children = [...under.keys()].sort().map((child) => hexagon(child, depth + 1, under.get(child) as string[]));
  return { key, children, leaves: [...leaves].sort() };
}

function districts(cells: readonly AreaCell[]): PlaceForest {
  const under = new Map<string, Set<string>>();
  const leafOf = new Map<string, string>();
  for (const { cell, admin1Pcode, admin2Pcode } of cells) {
    if (admin2Pcode === null) continue;
    entryOf(under, admin1Pcode, () => new Set<string>()).add(admin2Pcode);
    leafOf.set(cell, admin2Pcode);
  }
  const roots = [...under.keys()].sort().map((admin1Pcode) => {
    const leaves = [...(under.get(admin1Pcode) as Set<string>)].sort();
    const children = leaves.map((key) => ({ key, children: [], leaves: [key] }));
    return { key: admin1Pcode, admin1Pcode, children, leaves };
  });
  return { roots, leafOf: (cell) => leafOf.get(cell) };
}

/** All r7 cells of the finest place of the h3 scheme. */
export const cellsOfLeaf = (leaf: string): string[] => cellToChildren(leaf, 7);

const sorted = <T>(entries: [string, T][]): T[] =>
  entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
