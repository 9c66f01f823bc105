// A release as its readers see it: which places of the known trees stand in which region, and by which step of the rule.
import { uncompactCells } from 'h3-js';
import type { PublicRelease, ReleaseRegion } from '../../schema/release.ts';
import type { PlaceForest, PlaceNode, PlaceRoot } from './place_tree.ts';

/** One region: all children of a place (or a finest place), or a lump of some beside their published siblings. */
export interface ReadRegion {
  readonly region: ReleaseRegion;
  readonly admin1Pcode: string;
  /** Places that the rule counted; nothing tells how many records each has. */
  readonly places: readonly PlaceNode[];
  /** Children of the same parent that were published; empty where the region is whole. */
  readonly siblings: readonly PlaceNode[];
  readonly whole: boolean;
}

export interface ReleaseReading {
  readonly regions: readonly ReadRegion[];
  readonly withheld: readonly PlaceRoot[];
}

/** Null where the regions cannot have come from the rule: not disjoint, or no unions of siblings. */
export function readRelease({ scheme, regions }: PublicRelease, { roots }: PlaceForest): ReleaseReading | null {
  const regionOf = new Map<string, ReleaseRegion>();
  const places = new Map<ReleaseRegion, number>();
  for (const region of regions) {
    const leaves = scheme === 'h3' ? uncompactCells(region.cells, 6) : region.pcodes;
    if (leaves.some((leaf) => regionOf.has(leaf))) return null;
    for (const leaf of leaves) regionOf.set(leaf, region);
    places.set(region, leaves.length);
  }
  const read: ReadRegion[] = [];
  const withheld: PlaceRoot[] = [];
  for (const root of roots) {
    if (root.leaves.every((leaf) => !regionOf.has(leaf))) withheld.push(root);
    else read.push(...readNode(root, root.admin1Pcode, regionOf));
  }
  const held = new Map(read.map(({ region, places: nodes }) => [region, nodes.flatMap(({ leaves }) => leaves).length]));
  const asTold = regions.every((region) => held.get(region) === places.get(region));
  return asTold && read.length === regions.length ? { regions: read, withheld } : null;
}

function readNode(node: PlaceNode, admin1Pcode: string, regionOf: ReadonlyMap<string, ReleaseRegion>): ReadRegion[] {
  const of = ({ leaves }: PlaceNode) => [...new Set(leaves.map((leaf) => regionOf.get(leaf)))];
  const found = of(node);
  const [only] = node.children;
  if (only !== undefined && node.children.length === 1) return readNode(only, admin1Pcode, regionOf);
  if (found.length === 1) {
    const places = only === undefined ? [node] : node.children;
    return [{ region: found[0] as ReleaseRegion, admin1Pcode, places, siblings: [], whole: true }];
  }
  const spans = (region: ReleaseRegion | undefined) => node.children.filter((child) => of(child).includes(region));
  const lumps = found.filter((region) => spans(region).length > 1);
  const lumped = new Set(lumps.flatMap(spans));
  const siblings = node.children.filter((child) => !lumped.has(child));
  return [
    ...siblings.flatMap((child) => readNode(child, admin1Pcode, regionOf)),
    ...lumps.flatMap((region) =>
      region === undefined ? [] : [{ region, admin1Pcode, places: spans(region), siblings, whole: false }],
    ),
  ];
}
