// A covering problem without what follows from the rest: rows implied by others, sites that another one replaces, sites that must
// be open. It knows patterns and rules, no search.
import type { CoverPatterns } from './cover_patterns.ts';
import type { SiteRules } from './siting_rules.ts';

/** What is left, as compressed sparse rows and columns (both ascending). Open sites are `forced`; the rest is still to be chosen. */
export interface ReducedCover {
  readonly rows: number;
  readonly columns: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly columnStart: Int32Array;
  readonly columnRow: Int32Array;
  /** How many more open sites each row needs. */
  readonly need: Int32Array;
  readonly cost: Float64Array;
  /** Column → site of the patterns. */
  readonly site: Int32Array;
  /** Open in some best plan, fixed sites among them. */
  readonly forced: readonly number[];
}

/** Rows and columns still in question, while they shrink. */
interface Rest {
  rows: Int32Array;
  readonly alive: Uint8Array;
  readonly need: Int32Array;
  readonly forced: number[];
}

const MOST_ROUNDS = 10;
const FEW = 16;

/**
 * Reductions to a fixpoint (Beasley 1987, doi:10.1016/0377-2217(87)90141-X, section 2): a row is dropped that has all sites of
 * another with at least its need; a column is dropped whose rows another covers at no greater cost; a row with no site to spare
 * forces its sites. The last two only hold where any site may stand in for another: one site per row is needed and no spacing is
 * kept. At least one best plan survives, which is enough for its value and for whether there is one.
 */
export function reduceCover(
  patterns: CoverPatterns,
  rules: SiteRules,
  need: Int32Array,
  siteCost: Float64Array | null,
): ReducedCover {
  const rest: Rest = {
    rows: Int32Array.from({ length: patterns.patterns }, (_, g) => g),
    alive: new Uint8Array(patterns.sites).fill(1),
    need: need.slice(),
    forced: [],
  };
  for (let j = 0; j < patterns.sites; j++) if (rules.fixed[j] === 1) force(patterns, rest, j);
  const exchangeable = rules.conflicts === null && need.every((each) => each <= 1);
  rest.rows = minimalRows(patterns, rest);
  for (let round = 0; exchangeable && round < MOST_ROUNDS; round++) {
    const forced = forceSites(patterns, rest);
    if (!dropColumns(patterns, rest, siteCost) && !forced) break;
    rest.rows = minimalRows(patterns, rest);
  }
  return table(patterns, rest, siteCost);
}

function force({ siteStart, sitePattern }: CoverPatterns, rest: Rest, j: number): void {
  rest.alive[j] = 0;
  rest.forced.push(j);
  for (let e = siteStart[j] as number; e < (siteStart[j + 1] as number); e++) {
    const g = sitePattern[e] as number;
    rest.need[g] = (rest.need[g] as number) - 1;
  }
}

function forceSites(patterns: CoverPatterns, rest: Rest): boolean {
  const before = rest.forced.length;
  for (const g of rest.rows) {
    if ((rest.need[g] as number) <= 0) continue;
    let only = -1;
    let count = 0;
    for (let e = patterns.start[g] as number; e < (patterns.start[g + 1] as number) && count < 2; e++) {
      if (rest.alive[patterns.site[e] as number] === 0) continue;
      only = patterns.site[e] as number;
      count++;
    }
    if (count === 1) force(patterns, rest, only);
  }
  return rest.forced.length > before;
}

/** Sets as bits: whether one is a part of another takes a word per 32 members, and mostly ends at the first. */
class BitSets {
  readonly #words: number;
  readonly #bits: Int32Array;

  constructor(sets: number, members: number) {
    this.#words = (members + 31) >> 5;
    this.#bits = new Int32Array(sets * this.#words);
  }

  add(set: number, member: number): void {
    const at = set * this.#words + (member >> 5);
    this.#bits[at] = (this.#bits[at] as number) | (1 << (member & 31));
  }

  isWithin(part: number, whole: number): boolean {
    const bits = this.#bits;
    const from = part * this.#words;
    const other = whole * this.#words;
    for (let w = 0; w < this.#words; w++)
      if (((bits[from + w] as number) & ~(bits[other + w] as number)) !== 0) return false;
    return true;
  }
}

/** Rows that no other row implies. A kept row can only be a part of rows that hold its rarest site: it is looked up there alone. */
function minimalRows(patterns: CoverPatterns, { rows, alive, need }: Rest): Int32Array {
  const { start, site, sites } = patterns;
  const open = rows.filter((g) => (need[g] as number) > 0);
  const sets = new BitSets(open.length, sites);
  const size = new Int32Array(open.length);
  const often = new Int32Array(sites);
  open.forEach((g, k) => {
    for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
      const j = site[e] as number;
      if (alive[j] === 0) continue;
      sets.add(k, j);
      size[k] = (size[k] as number) + 1;
      often[j] = (often[j] as number) + 1;
    }
  });
  const order = Int32Array.from(open.keys()).sort((a, b) => (size[a] as number) - (size[b] as number) || a - b);
  const keptAt: number[][] = Array.from({ length: sites }, () => []);
  const kept: number[] = [];
  for (const k of order) {
    const g = open[k] as number;
    let rarest = -1;
    let follows = false;
    for (let e = start[g] as number; e < (start[g + 1] as number) && !follows; e++) {
      const j = site[e] as number;
      if (alive[j] === 0) continue;
      if (rarest < 0 || (often[j] as number) < (often[rarest] as number)) rarest = j;
      for (const other of keptAt[j] as number[]) {
        if ((need[open[other] as number] as number) < (need[g] as number) || !sets.isWithin(other, k)) continue;
        follows = true;
        break;
      }
    }
    if (follows) continue;
    kept.push(g);
    if (rarest >= 0) (keptAt[rarest] as number[]).push(k);
  }
  return Int32Array.from(kept).sort();
}

/** Takes out columns that another one can replace; true when there were any. */
function dropColumns(patterns: CoverPatterns, { rows, alive, need }: Rest, cost: Float64Array | null): boolean {
  const { start, site, sites } = patterns;
  const size = new Int32Array(sites);
  /** The shortest row of each column: whatever replaces the column is in that row too. */
  const shortest = new Int32Array(sites).fill(-1);
  const sets = new BitSets(sites, rows.length);
  const length = (g: number): number => (start[g + 1] as number) - (start[g] as number);
  rows.forEach((g, k) => {
    if ((need[g] as number) <= 0) return;
    for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
      const j = site[e] as number;
      if (alive[j] === 0) continue;
      sets.add(j, k);
      size[j] = (size[j] as number) + 1;
      if (shortest[j] === -1 || length(g) < length(shortest[j] as number)) shortest[j] = g;
    }
  });
  let dropped = false;
  for (let j = 0; j < sites; j++) {
    if (alive[j] === 0) continue;
    const g = shortest[j] as number;
    let replaced = g < 0;
    for (let e = g < 0 ? 0 : (start[g] as number); !replaced && e < (start[g + 1] as number); e++) {
      const other = site[e] as number;
      if (other === j || alive[other] === 0 || (size[other] as number) < (size[j] as number)) continue;
      const own = cost === null ? 0 : (cost[j] as number) - (cost[other] as number);
      if (own < 0 || (size[other] === size[j] && own === 0 && other > j)) continue;
      replaced = sets.isWithin(j, other);
    }
    if (!replaced) continue;
    alive[j] = 0;
    dropped = true;
  }
  return dropped;
}

function table(patterns: CoverPatterns, rest: Rest, cost: Float64Array | null): ReducedCover {
  const { alive, forced } = rest;
  const rows = rest.rows.filter((g) => (rest.need[g] as number) > 0);
  const site = Int32Array.from(alive.keys()).filter((j) => alive[j] === 1);
  const columnOf = new Int32Array(patterns.sites).fill(-1);
  site.forEach((j, column) => {
    columnOf[j] = column;
  });
  const start = new Int32Array(rows.length + 1);
  let column = new Int32Array(FEW * rows.length + FEW);
  const columnStart = new Int32Array(site.length + 1);
  let count = 0;
  rows.forEach((g, r) => {
    for (let e = patterns.start[g] as number; e < (patterns.start[g + 1] as number); e++) {
      const c = columnOf[patterns.site[e] as number] as number;
      if (c < 0) continue;
      if (count === column.length) {
        const longer = new Int32Array(2 * count);
        longer.set(column);
        column = longer;
      }
      column[count++] = c;
      columnStart[c + 1] = (columnStart[c + 1] as number) + 1;
    }
    start[r + 1] = count;
  });
  for (let c = 0; c < site.length; c++)
    columnStart[c + 1] = (columnStart[c + 1] as number) + (columnStart[c] as number);
  const next = columnStart.slice();
  const columnRow = new Int32Array(count);
  for (let r = 0; r < rows.length; r++) {
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
      const c = column[e] as number;
      columnRow[next[c] as number] = r;
      next[c] = (next[c] as number) + 1;
    }
  }
  return {
    rows: rows.length,
    columns: site.length,
    start,
    column: column.subarray(0, count),
    columnStart,
    columnRow,
    need: Int32Array.from(rows, (g) => rest.need[g] as number),
    cost: Float64Array.from(site, (j) => (cost === null ? 1 : (cost[j] as number))),
    site,
    forced,
  };
}
