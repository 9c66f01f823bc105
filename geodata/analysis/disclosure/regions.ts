// Which places of a release become regions, and which are withheld. It knows trees of places and their counts.
import { lump } from './lump.ts';
import type { PlaceForest, PlaceNode, PlaceRoot } from './place_tree.ts';

export interface Region {
  readonly admin1Pcode: string;
  /** Places of the tree that it is made of: one, or several siblings. */
  readonly nodes: readonly PlaceNode[];
  /** One whole place: it may hold any number of records, and their spread within it tells nothing. */
  readonly whole: boolean;
  readonly count: number;
}

export interface Withheld {
  readonly admin1Pcode: string;
  readonly root: PlaceRoot;
  readonly count: number;
}

export interface Partition {
  readonly regions: readonly Region[];
  /** Roots under the floor. */
  readonly withheld: readonly Withheld[];
}

/** Records by finest place → regions, in the order of the trees. */
export function partition({ roots }: PlaceForest, records: ReadonlyMap<string, number>, floor: number): Partition {
  const regions: Region[] = [];
  const withheld: Withheld[] = [];
  for (const root of roots) {
    const { admin1Pcode } = root;
    const count = countOf(root, records);
    if (count < floor) withheld.push({ admin1Pcode, root, count });
    else for (const region of split(root, records, floor)) regions.push({ admin1Pcode, ...region });
  }
  return { regions, withheld };
}

/** The regions of a place that is at or over the floor. */
function split(node: PlaceNode, records: ReadonlyMap<string, number>, floor: number): Omit<Region, 'admin1Pcode'>[] {
  const counts = node.children.map((child) => countOf(child, records));
  const lumped = lump(counts, floor);
  if (lumped.length === node.children.length) {
    return [{ nodes: [node], whole: true, count: countOf(node, records) }];
  }
  const alone = node.children.filter((_, at) => !lumped.includes(at)).flatMap((child) => split(child, records, floor));
  if (lumped.length === 0) return alone;
  const nodes = lumped.map((at) => node.children[at] as PlaceNode);
  return [...alone, { nodes, whole: false, count: lumped.reduce((sum, at) => sum + (counts[at] as number), 0) }];
}

const countOf = ({ leaves }: PlaceNode, records: ReadonlyMap<string, number>): number =>
  leaves.reduce((sum, leaf) => sum + (records.get(leaf) ?? 0), 0);

/**
 * Admin 1 units whose exact totals cannot pin a withheld place: those with none, or with a whole region in the open band (it may
 * have taken any record of a withheld place). Follows from what everybody reads, never from a hidden count: whether a total is
 * told must not itself tell.
 */
export function countedPcodes(
  regions: readonly { readonly admin1Pcode: string; readonly open: boolean }[],
  withheld: readonly { readonly admin1Pcode: string }[],
): string[] {
  const pcodes = [...new Set(regions.map(({ admin1Pcode }) => admin1Pcode))].sort();
  return pcodes.filter(
    (pcode) =>
      !withheld.some(({ admin1Pcode }) => admin1Pcode === pcode) ||
      regions.some(({ admin1Pcode, open }) => admin1Pcode === pcode && open),
  );
}
