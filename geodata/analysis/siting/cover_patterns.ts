// Demand merged by the set of sites that cover it: rows with the same sites are one row with the sum of their weights, and
// covering problems shrink from places to patterns without losing anything. It knows sets and weights, no objective.
import type { SparseCosts } from '../cost_matrix.ts';

/** Patterns in compressed sparse rows (sites ascending), and the same by site (patterns ascending). */
export interface CoverPatterns {
  readonly patterns: number;
  readonly sites: number;
  readonly start: Int32Array;
  readonly site: Int32Array;
  readonly weight: Float64Array;
  readonly siteStart: Int32Array;
  readonly sitePattern: Int32Array;
  /** Row of demand → its pattern; −1 = no site covers it, or it does not count. */
  readonly patternOf: Int32Array;
}

/** Spreads a site number over 32 bits (finalizer of MurmurHash3, Appleby 2011). */
function spread(site: number, salt: number): number {
  let h = Math.imul(site + 1, 0x9e3779b1) ^ salt;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function sameSites(covers: SparseCosts, a: number, b: number): boolean {
  const from = covers.start[a] as number;
  const other = covers.start[b] as number;
  const length = (covers.start[a + 1] as number) - from;
  if ((covers.start[b + 1] as number) - other !== length) return false;
  for (let e = 0; e < length; e++) if (covers.column[from + e] !== covers.column[other + e]) return false;
  return true;
}

/** Merges the rows that count (`counts[i]` = 1). Hashes only find candidates: equality is checked. */
export function coverPatterns(covers: SparseCosts, rowWeight: Float64Array, counts: Uint8Array): CoverPatterns {
  const { rows, columns, start, column } = covers;
  const patternOf = new Int32Array(rows).fill(-1);
  const first: number[] = [];
  const weights: number[] = [];
  const nextOfHash: number[] = [];
  const byHash = new Map<number, number>();
  const codes = Float64Array.from(
    { length: columns },
    (_, j) => (spread(j, 1) >>> 0) * 2097152 + (spread(j, 2) >>> 11),
  );
  for (let i = 0; i < rows; i++) {
    if (counts[i] === 0 || start[i] === start[i + 1]) continue;
    let hash = 0;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      hash += codes[column[e] as number] as number;
      if (hash >= 9007199254740992) hash -= 9007199254740992;
    }
    let found = byHash.get(hash) ?? -1;
    while (found >= 0 && !sameSites(covers, first[found] as number, i)) found = nextOfHash[found] as number;
    if (found < 0) {
      found = first.length;
      first.push(i);
      weights.push(0);
      nextOfHash.push(byHash.get(hash) ?? -1);
      byHash.set(hash, found);
    }
    weights[found] = (weights[found] as number) + (rowWeight[i] as number);
    patternOf[i] = found;
  }
  return { ...patternTable(covers, first), weight: Float64Array.from(weights), patternOf };
}

/** The same without some sites: patterns that then have the same sites become one. `patternOf` is by pattern of before. */
export function withoutSites(patterns: CoverPatterns, closed: Uint8Array): CoverPatterns {
  const start = new Int32Array(patterns.patterns + 1);
  const column = new Int32Array(patterns.site.length);
  let count = 0;
  for (let g = 0; g < patterns.patterns; g++) {
    for (let e = patterns.start[g] as number; e < (patterns.start[g + 1] as number); e++) {
      if (closed[patterns.site[e] as number] === 0) column[count++] = patterns.site[e] as number;
    }
    start[g + 1] = count;
  }
  const covers = { rows: patterns.patterns, columns: patterns.sites, start, column, cost: new Float64Array(0) };
  return coverPatterns(covers, patterns.weight, new Uint8Array(patterns.patterns).fill(1));
}

type PatternTable = Omit<CoverPatterns, 'weight' | 'patternOf'>;

function patternTable(covers: SparseCosts, first: readonly number[]): PatternTable {
  const patterns = first.length;
  const start = new Int32Array(patterns + 1);
  first.forEach((row, g) => {
    start[g + 1] = (start[g] as number) + (covers.start[row + 1] as number) - (covers.start[row] as number);
  });
  const site = new Int32Array(start[patterns] as number);
  first.forEach((row, g) => {
    site.set(covers.column.subarray(covers.start[row], covers.start[row + 1]), start[g]);
  });
  return { patterns, sites: covers.columns, start, site, ...bySite(start, site, covers.columns) };
}

function bySite(start: Int32Array, site: Int32Array, sites: number): Pick<CoverPatterns, 'siteStart' | 'sitePattern'> {
  const siteStart = new Int32Array(sites + 1);
  for (const j of site) siteStart[j + 1] = (siteStart[j + 1] as number) + 1;
  for (let j = 0; j < sites; j++) siteStart[j + 1] = (siteStart[j + 1] as number) + (siteStart[j] as number);
  const next = siteStart.slice();
  const sitePattern = new Int32Array(site.length);
  for (let g = 0; g + 1 < start.length; g++) {
    for (let e = start[g] as number; e < (start[g + 1] as number); e++) {
      const j = site[e] as number;
      const at = next[j] as number;
      sitePattern[at] = g;
      next[j] = at + 1;
    }
  }
  return { siteStart, sitePattern };
}

/** Weight of all patterns. */
export function patternWeight(patterns: CoverPatterns): number {
  let sum = 0;
  for (const weight of patterns.weight) sum += weight;
  return sum;
}

/** How many of the sites cover each pattern. */
export function coverCounts(patterns: CoverPatterns, sites: Iterable<number>): Int32Array {
  const counts = new Int32Array(patterns.patterns);
  for (const j of sites) {
    for (let e = patterns.siteStart[j] as number; e < (patterns.siteStart[j + 1] as number); e++) {
      const g = patterns.sitePattern[e] as number;
      counts[g] = (counts[g] as number) + 1;
    }
  }
  return counts;
}

/** Weight of the patterns that at least `times` of the sites cover. */
export function coveredWeight(patterns: CoverPatterns, sites: Iterable<number>, times = 1): number {
  const counts = coverCounts(patterns, sites);
  let sum = 0;
  for (let g = 0; g < patterns.patterns; g++) if ((counts[g] as number) >= times) sum += patterns.weight[g] as number;
  return sum;
}
