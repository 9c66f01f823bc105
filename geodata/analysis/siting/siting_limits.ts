// Reads what an input says about sites (fixed, forbidden, number, budget, costs, spacing, capacity) into rules over the sites that
// are not forbidden. It knows inputs and Problems, no demand.
import type { CostMatrix } from '../cost_matrix.ts';
import { reordered } from '../number_columns.ts';
import type { Places } from '../places.ts';
import { metersBetween } from './siting_costs.ts';
import type { SitingInput } from './siting_inputs.ts';
import { invalid, type Names } from './siting_names.ts';
import { conflictsOf, fitsBudget, type SiteRules } from './siting_rules.ts';

interface Around {
  readonly columns: number;
  readonly names: Names;
  readonly places: Places | null;
  readonly limited: boolean;
  readonly warnings: string[];
}

export function readRules(
  input: SitingInput,
  around: Around,
): { rules: SiteRules; columnOf: Int32Array; capacity: Float64Array | null } {
  const { columns, names, limited, warnings } = around;
  const fixed = new Uint8Array(columns);
  mark('/fixed', input.fixed, around, fixed);
  mark('/forced', input.forced, around, fixed);
  const forbidden = new Uint8Array(columns);
  mark('/forbidden', input.forbidden, around, forbidden);
  if (fixed.some((yes, j) => yes === 1 && forbidden[j] === 1)) {
    invalid('/forbidden', 'A site is both fixed and forbidden: take it off one of the lists.');
  }
  const tooClose = closeness(input, around);
  const blocked = blockedByFixed(fixed, tooClose);
  let left = 0;
  const columnOf = Int32Array.from(fixed.keys()).filter((j) => {
    const out = forbidden[j] === 1 || (blocked[j] === 1 && fixed[j] === 0);
    if (out && forbidden[j] === 0) left++;
    return !out;
  });
  if (left > 0) warnings.push(`${left} candidates are too close to a fixed site and were left out.`);
  const cost = input.siteCost === undefined ? null : reordered(input.siteCost, names.order);
  const own = pick(columnOf, cost);
  const rules: SiteRules = {
    sites: columnOf.length,
    fixed: Uint8Array.from(columnOf, (j) => fixed[j] as number),
    most: Math.min(input.p ?? columnOf.length, columnOf.length),
    cost: own,
    budget: input.budget ?? Number.POSITIVE_INFINITY,
    conflicts:
      tooClose === null
        ? null
        : conflictsOf(columnOf.length, (a, b) => {
            const [one, other] = [columnOf[a] as number, columnOf[b] as number];
            return !(fixed[one] === 1 && fixed[other] === 1) && tooClose(one, other);
          }),
  };
  checkLimits(input, rules, { columns, limited });
  if (tooClose !== null && fixedPairs(fixed, tooClose)) {
    warnings.push('Some fixed sites are closer to each other than the spacing; they stay, being fixed.');
  }
  const capacity = input.capacity === undefined ? null : pick(columnOf, reordered(input.capacity, names.order));
  return {
    rules,
    columnOf,
    capacity: capacity?.map((each) => (Number.isNaN(each) ? Number.POSITIVE_INFINITY : each)) ?? null,
  };
}

const pick = (columnOf: Int32Array, column: Float64Array | null): Float64Array | null =>
  column === null ? null : Float64Array.from(columnOf, (j) => column[j] as number);

/** Marks the sites of a list: indexes or ids, or a yes or no per site. */
function mark(pointer: string, list: SitingInput['fixed'], { columns, names }: Around, into: Uint8Array): void {
  if (list === undefined || list.length === 0) return;
  // Column of the input → place in the order of ids.
  const place = new Int32Array(columns);
  for (let j = 0; j < columns; j++) place[names.order === null ? j : (names.order[j] as number)] = j;
  if (list.every((entry) => typeof entry === 'boolean')) {
    if (list.length !== columns) invalid(pointer, 'A list of yes and no needs one entry per site.');
    list.forEach((yes, j) => {
      if (yes) into[place[j] as number] = 1;
    });
    return;
  }
  const byId =
    names.ids === null ? null : new Map(Array.from(names.ids as ArrayLike<string | number>, (id, j) => [id, j]));
  list.forEach((entry, at) => {
    const column = byId === null ? entry : typeof entry === 'boolean' ? undefined : byId.get(entry);
    if (typeof column !== 'number' || column < 0 || column >= columns) {
      invalid(`${pointer}/${at}`, byId === null ? 'This is no index of a site.' : 'This is no id of a site.');
    }
    into[place[column as number] as number] = 1;
  });
}

function closeness(input: SitingInput, around: Around): ((a: number, b: number) => boolean) | null {
  const { spacing, siteSpacing, spacingMeters } = input;
  if (spacing !== undefined && spacingMeters !== undefined)
    invalid('/spacing', 'Give spacing or spacingMeters, not both.');
  if (spacingMeters !== undefined) {
    const { places } = around;
    if (places === null || places.count !== around.columns)
      invalid('/spacingMeters', 'This needs the places of the sites: give candidates or points.');
    const meters = metersBetween(places as Places, places as Places);
    return (a, b) => meters(a, b) < spacingMeters;
  }
  if (spacing === undefined) {
    if (siteSpacing !== undefined) invalid('/siteSpacing', 'Give the spacing that these distances must keep.');
    return null;
  }
  const matrix =
    siteSpacing ??
    invalid('/spacing', 'This needs siteSpacing, the distances between sites; or give spacingMeters with places.');
  if (matrix.rows !== around.columns || matrix.columns !== around.columns) {
    invalid('/siteSpacing', 'This needs one row and one column per site.');
  }
  return (a, b) => Math.min(inOrder(matrix, around.names, a, b), inOrder(matrix, around.names, b, a)) < spacing;
}

function inOrder(matrix: CostMatrix, { order }: Names, a: number, b: number): number {
  const [row, column] = order === null ? [a, b] : [order[a] as number, order[b] as number];
  return matrix.cost[row * matrix.columns + column] as number;
}

function blockedByFixed(fixed: Uint8Array, tooClose: ((a: number, b: number) => boolean) | null): Uint8Array {
  const blocked = new Uint8Array(fixed.length);
  if (tooClose === null) return blocked;
  for (let a = 0; a < fixed.length; a++) {
    if (fixed[a] === 0) continue;
    for (let b = 0; b < fixed.length; b++) if (fixed[b] === 0 && tooClose(a, b)) blocked[b] = 1;
  }
  return blocked;
}

function fixedPairs(fixed: Uint8Array, tooClose: (a: number, b: number) => boolean): boolean {
  const sites = Array.from(fixed.keys()).filter((j) => fixed[j] === 1);
  return sites.some((a, at) => sites.slice(at + 1).some((b) => tooClose(a, b)));
}

function checkLimits(input: SitingInput, rules: SiteRules, of: { columns: number; limited: boolean }): void {
  const fixedCount = rules.fixed.reduce((sum, yes) => sum + yes, 0);
  const { p, budget } = input;
  if (of.limited && p === undefined && budget === undefined)
    invalid('/p', 'Give p, the number of sites, or a budget with siteCost.');
  if (budget !== undefined && rules.cost === null) invalid('/siteCost', 'A budget needs the cost of each site.');
  if (p !== undefined && p > of.columns) invalid('/p', 'This is more than there are sites.');
  if (
    p !== undefined &&
    p > rules.sites &&
    rules.conflicts === null &&
    input.spacing === undefined &&
    input.spacingMeters === undefined
  ) {
    invalid('/p', 'This is more than there are sites that are not forbidden.');
  }
  if (p !== undefined && fixedCount > p) invalid('/fixed', 'More sites are fixed than p allows: raise p or fix fewer.');
  if (budget === undefined || rules.cost === null) return;
  let spent = 0;
  rules.fixed.forEach((yes, j) => {
    if (yes === 1) spent += (rules.cost as Float64Array)[j] as number;
  });
  if (!fitsBudget(spent, budget)) invalid('/budget', 'The fixed sites alone cost more than this.');
}
