// From an attacker's numbers back to records: a world counts as an explanation of a release only if the builder itself makes that
// release of it.
import { GBV_TYPES } from '../../schema/incident.ts';
import type { assembleRelease, ReleaseDocuments } from './build_release.ts';
import { toldMonths } from './evaluator_rows.ts';
import type { PlaceForest, PlaceNode } from './place_tree.ts';
import { monthsOf, type ReleaseCount } from './release_input.ts';
import type { ReleaseKnowledge } from './release_knowledge.ts';

export const releaseText = ({ public: open, evaluator }: ReleaseDocuments): string => JSON.stringify([open, evaluator]);

export interface Explained {
  readonly documents: ReleaseDocuments;
  readonly forest: PlaceForest;
  /** The builder that the attacker knows and runs. */
  readonly build: typeof assembleRelease;
  readonly bandStarts?: readonly number[];
}

/** Whether the builder, run on the records that these numbers stand for, gives the same documents. */
export function explains(
  { documents, forest, build, bandStarts }: Explained,
  knowledge: ReleaseKnowledge,
  world: Float64Array,
): boolean {
  const { period, scheme, floor } = documents.public;
  const rules = { period, scheme, floor, ...(bandStarts === undefined ? {} : { bandStarts }) };
  const leaves = new Set(forest.roots.flatMap((root) => root.leaves));
  // Records are written with their finest place where others have a cell.
  const named: PlaceForest = { roots: forest.roots, leafOf: (leaf) => (leaves.has(leaf) ? leaf : undefined) };
  const counts = recordsOf(documents, forest, { knowledge, world });
  return releaseText(build({ ...rules, counts }, named)) === releaseText(documents);
}

function recordsOf(
  { public: { period } }: ReleaseDocuments,
  { roots }: PlaceForest,
  { knowledge, world }: { readonly knowledge: ReleaseKnowledge; readonly world: Float64Array },
): ReleaseCount[] {
  const unitOf = new Map(
    roots.flatMap(({ leaves, admin1Pcode }) => leaves.map((leaf) => [leaf, admin1Pcode] as const)),
  );
  const anyMonth = monthsOf(period)[0] as string;
  // `earlier` stands for any month before the quarter; the builder takes the word itself for one.
  const months = toldMonths(period);
  const left = new Map(
    [...knowledge.units].map(([pcode, unit]) => [
      pcode,
      {
        months: unit.months.map((column) => world[column] as number),
        types: unit.types.map((column) => world[column] as number),
      },
    ]),
  );
  const records: ReleaseCount[] = [];
  for (const [node, column] of knowledge.places) {
    const cell = firstLeaf(node);
    const unit = left.get(unitOf.get(cell) as string);
    let open = world[column] as number;
    if (unit === undefined) records.push({ cell, month: anyMonth, type: GBV_TYPES[0], count: open });
    // Any sharing out will do: nothing tells months or types of a place.
    while (unit !== undefined && open > 0) {
      const month = unit.months.findIndex((count) => count > 0);
      const type = unit.types.findIndex((count) => count > 0);
      if (month < 0 || type < 0) return [];
      const count = Math.min(open, unit.months[month] as number, unit.types[type] as number);
      records.push({ cell, month: months[month] as string, type: GBV_TYPES[type] as ReleaseCount['type'], count });
      open -= count;
      unit.months[month] = (unit.months[month] as number) - count;
      unit.types[type] = (unit.types[type] as number) - count;
    }
  }
  return records;
}

const firstLeaf = ({ leaves }: PlaceNode): string => leaves[0] as string;
