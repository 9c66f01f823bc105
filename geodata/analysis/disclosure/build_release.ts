// Builds the two documents of a release from the records of a quarter. Pure: the same records, in any order, give the same bytes.
import { compactCells } from 'h3-js';
import {
  type Band,
  bandOf,
  type EvaluatorRelease,
  type PublicRelease,
  type ReleaseScheme,
} from '../../schema/release.ts';
import { broadGroups, evaluatorRows, type UnitCounts } from './evaluator_rows.ts';
import { type PlaceForest, placeForest } from './place_tree.ts';
import { countedPcodes, type Partition, partition, type Region } from './regions.ts';
import {
  checkReleaseInput,
  type GbvType,
  monthsOf,
  type ReleaseCount,
  type ReleaseInput,
  toldMonth,
} from './release_input.ts';
import { withheldPercent } from './withheld_share.ts';

export interface ReleaseDocuments {
  readonly public: PublicRelease;
  readonly evaluator: EvaluatorRelease;
}

export interface BuiltRelease extends ReleaseDocuments {
  /** For stewards, in no document: records by whether they stand in a region, are withheld, or lie outside the area. */
  readonly records: { readonly told: number; readonly withheld: number; readonly outside: number };
}

/**
 * What may be told of the incidents of a quarter, so that no number from 1 to floor − 1 is shown or derivable?
 *
 *     buildRelease(input: ReleaseInput): BuiltRelease        (then releaseAudit, release_audit.ts; sign nothing that it finds against)
 *
 * Method: recursive lumping of places under a least count, all the way by the rule of lump.ts. h3: r4 → r5 → r6 within an admin 1
 * unit; a root under the floor is withheld, else of its children those at or over the floor are published and split in turn, and
 * the others become one region, "rest of parent", joined by the smallest published ones where it would tell. admin2: admin 1 →
 * districts by the same rule. Regions are told as bands. The evaluators' table has exact totals of admin 1 units (countedPcodes), and
 * of their months and types what the rule leaves (complementary suppression). Groups follow from that table (evaluator_rows.ts),
 * the withheld share is told where it cannot be taken apart (withheld_share.ts).
 *
 * Why nothing can be derived, for any set Z of r7 cells, not only published ones (release_audit.ts checks it document by document):
 * in a region whose lump holds a place at or over the floor any of its places may be that one, so Z may hold the floor or more; in
 * one without such a place any of them may be empty; a withheld root may be empty. All these exchanges keep the exact counts
 * of regions, units, months and types, or move withheld records into an open region of the unit. So "what is absent" and "what
 * is null" tell nothing either: every decision follows from what is told already, or has "there was nothing" as one explanation
 * (simulatable in the sense of Kenthapadi, Mishra & Nissim 2005, PODS). A builder that coarsens until an audit
 * is content would tell by how far it coarsened; this one needs no second try.
 *
 * Inputs: `cells` all r7 cells of the organization's area by their centers (areaCells of release_area.ts), so that regions do not
 * shrink to where records are; `counts` verified, consented records of the six types that no signed release holds, with the r7
 * cell fixed at write, of the quarter or late from before. **A record enters one release, ever**: releases then share no variable,
 * and what holds of each holds of all together. Records without a cell are not in a release.
 * Output: documents as in schema/release.ts; JSON.stringify of them is the text to store and sign.
 * Throws Problem invalid_input: floor under 5, a month after the quarter, a count that is no whole number.
 * Cost: O(records + r6 cells).
 *
 * Assumption that can harm: nothing else tells the same readers counts of these records, at no other level and by no other border (an
 * admin 1 total by r7 cells beside this one by r6 cells would tell the difference); and whoever knows some records already (their own
 * cases) finds the others of a region less well hidden.
 */
export function buildRelease(input: ReleaseInput): BuiltRelease {
  checkReleaseInput(input);
  return assembleRelease(input, placeForest(input.scheme, input.cells));
}

export interface ReleaseRules {
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  /** Other bands than those of the schema, to try the rules on small counts. */
  readonly bandStarts?: readonly number[];
}

/** The same with the trees given, and for any floor: the audit tries thousands of worlds on one forest. */
export function assembleRelease(
  rules: ReleaseRules & { readonly counts: readonly ReleaseCount[] },
  forest: PlaceForest,
): BuiltRelease {
  const { period, scheme, floor, bandStarts, counts } = rules;
  const records = new Map<string, number>();
  let outside = 0;
  for (const { cell, count } of counts) {
    const leaf = forest.leafOf(cell);
    if (leaf === undefined) outside += count;
    else records.set(leaf, (records.get(leaf) ?? 0) + count);
  }
  const parts = partition(forest, records, floor);
  const banded = parts.regions.map((region) => ({ ...region, band: bandOf(region.count, floor, bandStarts) }));
  const open = banded.map(({ admin1Pcode, whole, band }) => ({ admin1Pcode, open: whole && band.most === null }));
  const counted = countedPcodes(open, parts.withheld);
  const units = unitCounts(rules, forest);
  const rows = counted.flatMap((pcode) => evaluatorRows(pcode, period, units.get(pcode) as UnitCounts, floor));
  return {
    public: {
      period,
      scheme,
      floor,
      regions: regionList(banded, scheme),
      countedPcodes: counted,
      groups: broadGroups(rows, floor, bandStarts),
      withheldPercent: withheldPercent(parts, counted, floor),
    },
    evaluator: { period, floor, rows },
    records: { told: sum(parts.regions), withheld: sum(parts.withheld), outside },
  };
}

/** By first place: numbers of regions follow the map. */
function regionList(
  regions: readonly (Region & { readonly band: Band })[],
  scheme: ReleaseScheme,
): PublicRelease['regions'] {
  const named = regions.map(({ nodes, band }) => ({ places: nodes.flatMap(({ leaves }) => leaves).sort(), band }));
  named.sort((a, b) => ((a.places[0] as string) < (b.places[0] as string) ? -1 : 1));
  return named.map(({ places, band }, at) => ({
    id: at + 1,
    pcodes: scheme === 'admin2' ? places : [],
    cells: scheme === 'h3' ? compactCells(places).sort() : [],
    band,
  }));
}

function unitCounts(
  { period, counts }: { readonly period: string; readonly counts: readonly ReleaseCount[] },
  { roots, leafOf }: PlaceForest,
): Map<string, UnitCounts> {
  const unitOf = new Map(
    roots.flatMap(({ admin1Pcode, leaves }) => leaves.map((leaf) => [leaf, admin1Pcode] as const)),
  );
  const months = monthsOf(period);
  const units = new Map<string, { total: number; months: Map<string, number>; types: Map<GbvType, number> }>();
  for (const { cell, month, type, count } of counts) {
    const pcode = unitOf.get(leafOf(cell) ?? '');
    if (pcode === undefined) continue;
    const unit = units.get(pcode) ?? { total: 0, months: new Map(), types: new Map() };
    units.set(pcode, unit);
    const told = toldMonth(months, month);
    unit.total += count;
    unit.months.set(told, (unit.months.get(told) ?? 0) + count);
    unit.types.set(type, (unit.types.get(type) ?? 0) + count);
  }
  return units;
}

const sum = (parts: Partition['regions'] | Partition['withheld']): number =>
  parts.reduce((total, { count }) => total + count, 0);
