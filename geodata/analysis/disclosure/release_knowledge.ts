// All that one release tells whoever reads both documents and knows the algorithm, as an integer program. Every rule of the builder
// has its condition here, and so has every decision not to tell something.
import type { Surroundings } from '../method.ts';
import { AttackerProgram, type Sum, sumOf } from './attacker_program.ts';
import type { ReleaseDocuments } from './build_release.ts';
import { knowLump } from './lump_knowledge.ts';
import type { PlaceNode } from './place_tree.ts';
import type { ReleaseReading } from './release_reading.ts';
import { knowShare } from './share_knowledge.ts';
import { knowTable, type TableKnowledge } from './table_knowledge.ts';

/** A set of records whose number nothing tells directly. */
export interface HiddenSet {
  /** Sets of one group share a total. */
  readonly group: string;
  /** Names places, never a number of records. */
  readonly what: string;
  readonly sum: Sum;
}

export interface ReleaseKnowledge {
  readonly program: AttackerProgram;
  readonly hidden: readonly HiddenSet[];
  /** Column of the records of each place that the rule counted. */
  readonly places: ReadonlyMap<PlaceNode, number>;
  readonly units: TableKnowledge['units'];
}

export function releaseKnowledge(
  documents: ReleaseDocuments,
  reading: ReleaseReading,
  surroundings: Surroundings,
): ReleaseKnowledge {
  const program = new AttackerProgram(surroundings);
  const { floor, countedPcodes, withheldPercent } = documents.public;
  const ceiling = ceilingOf(documents, reading);
  const places = new Map<PlaceNode, number>();
  const hidden: HiddenSet[] = [];
  for (const { region, places: nodes } of reading.regions) {
    const columns = nodes.map((node) => {
      const column = program.number(ceiling);
      places.set(node, column);
      hidden.push({ group: `region ${region.id}`, what: `${node.key} in region ${region.id}`, sum: [[column, 1]] });
      return column;
    });
    program.known(sumOf(columns), region.band.least, region.band.most ?? Number.POSITIVE_INFINITY);
  }
  const placeOf = new Map([...places].flatMap(([node, column]) => node.leaves.map((leaf) => [leaf, column] as const)));
  const within = ({ leaves }: PlaceNode): Sum => sumOf(new Set(leaves.map((leaf) => placeOf.get(leaf) as number)));
  for (const { places: nodes, siblings } of reading.regions) {
    if (nodes.length === 1) continue;
    const counts = nodes.map((node) => places.get(node) as number);
    knowLump(program, { counts, siblings: siblings.map(within), floor, ceiling });
  }
  const regionColumns = [...places.values()];

  const pools = new Map<string, number[]>();
  for (const root of reading.withheld) {
    const column = program.number(floor - 1);
    places.set(root, column);
    const pool = countedPcodes.includes(root.admin1Pcode) ? root.admin1Pcode : '';
    pools.set(pool, [...(pools.get(pool) ?? []), column]);
    hidden.push({
      group: `withheld ${pool}`,
      what: `${root.key} of ${root.admin1Pcode}, withheld`,
      sum: [[column, 1]],
    });
  }
  for (const [pool, columns] of pools) {
    const what = pool === '' ? 'All that is withheld where no total is told' : `All that is withheld of ${pool}`;
    hidden.push({ group: 'withheld', what, sum: sumOf(columns) });
  }
  knowShare(program, { percent: withheldPercent, pools: [...pools.values()], regionColumns, floor });

  for (const { pcode, month, type, count } of documents.evaluator.rows) {
    if (month !== null || type !== null) continue;
    const told = reading.regions.filter(({ admin1Pcode }) => admin1Pcode === pcode);
    const columns = told.flatMap(({ places: nodes }) => nodes.map((node) => places.get(node) as number));
    program.known(sumOf([...columns, ...(pools.get(pcode) ?? [])]), count, count);
  }
  const table = knowTable(program, documents.evaluator, ceiling);
  return { program, hidden: [...hidden, ...table.hidden], places, units: table.units };
}

/** More than any count that must be thought of: no explanation of a document needs more in an open band than this. */
function ceilingOf({ public: { regions, floor }, evaluator }: ReleaseDocuments, reading: ReleaseReading): number {
  const widest = Math.max(0, ...reading.regions.map(({ places, siblings }) => places.length + siblings.length));
  const told = Math.max(0, ...evaluator.rows.map(({ count }) => count), ...regions.map(({ band }) => band.least));
  return told + (reading.withheld.length + widest + 10) * floor;
}
