// Replicates of a scan's data under chance, and the largest likelihood ratio of each. All draws are made here, in one order, so
// that a seed gives the same replicates however they are scanned.
import { randomIndex } from '../random.ts';
import { laneScanner } from './scan_lanes.ts';
import { criticalCounts } from './scan_likelihood.ts';
import { sweepWindows, type Windows, windowCount } from './scan_windows.ts';
import type { CircularZones } from './scan_zones.ts';

/** What is scanned: cases by period and place, and what chance would put there. */
export interface ScanDesign {
  readonly zones: CircularZones;
  readonly windows: Windows;
  /** Cases there are, 1 or more. */
  readonly total: number;
  /** Expected cases of place i in period t at `t · places + i`; they sum up to `total`. */
  readonly expected: Float64Array;
  /** The data as a replicate: where each case was, period by period. */
  readonly observed: CaseList;
  /** Poisson: each case falls anywhere by expectation. Permutation: the observed times are dealt out anew to the observed places. */
  readonly chance: 'multinomial' | 'permutation';
}

/** Places of all cases; those of period t stand at `slotStart[t] … slotStart[t + 1] - 1`. */
export interface CaseList {
  readonly places: Uint16Array;
  readonly slotStart: Int32Array;
}

/** Draws one replicate after another from one stream. */
export function replicateSource(design: ScanDesign, random: () => number): () => CaseList {
  const { total, observed } = design;
  const indexBelow = randomIndex;
  if (design.chance === 'permutation') {
    return () => {
      const places = observed.places.slice();
      for (let last = total - 1; last > 0; last--) {
        const other = indexBelow(random, last + 1);
        const kept = places[last] as number;
        places[last] = places[other] as number;
        places[other] = kept;
      }
      return { places, slotStart: observed.slotStart };
    };
  }
  const draw = aliasSampler(design.expected, random);
  const places = design.zones.places;
  const periods = design.windows.periods;
  const cells = new Int32Array(total);
  return () => {
    for (let k = 0; k < total; k++) cells[k] = draw();
    return caseList(cells, places, periods);
  };
}

/** Sorts cases, each given as its cell `period · places + place`, by period. */
export function caseList(cells: Int32Array, places: number, periods: number): CaseList {
  const slotStart = new Int32Array(periods + 1);
  const sorted = new Uint16Array(cells.length);
  if (periods === 1) {
    sorted.set(cells);
    slotStart[1] = cells.length;
    return { places: sorted, slotStart };
  }
  for (const cell of cells) {
    const period = Math.floor(cell / places);
    slotStart[period + 1] = (slotStart[period + 1] as number) + 1;
  }
  for (let t = 0; t < periods; t++) slotStart[t + 1] = (slotStart[t + 1] as number) + (slotStart[t] as number);
  const next = slotStart.slice(0, periods);
  for (const cell of cells) {
    const period = Math.floor(cell / places);
    const at = next[period] as number;
    next[period] = at + 1;
    sorted[at] = cell - period * places;
  }
  return { places: sorted, slotStart };
}

/** Draws an index with probability proportional to its weight, one uniform number a draw (Walker 1977, doi:10.1145/355744.355749). */
export function aliasSampler(weights: Float64Array, random: () => number): () => number {
  const count = weights.length;
  const sum = weights.reduce((all, one) => all + one, 0);
  const own = Float64Array.from(weights, (weight) => (weight / sum) * count);
  const alias = Int32Array.from(own, (_, i) => i);
  const light: number[] = [];
  const heavy: number[] = [];
  for (let i = 0; i < count; i++) ((own[i] as number) < 1 ? light : heavy).push(i);
  while (light.length > 0 && heavy.length > 0) {
    const small = light.pop() as number;
    const large = heavy[heavy.length - 1] as number;
    alias[small] = large;
    own[large] = (own[large] as number) - (1 - (own[small] as number));
    if ((own[large] as number) < 1) light.push(heavy.pop() as number);
  }
  // What rounding left over is 1 to the last bits; a weight of 0 must never keep its own column.
  for (const i of heavy) own[i] = 1;
  for (const i of light) if ((weights[i] as number) > 0) own[i] = 1;
  return () => {
    const at = random() * count;
    const i = Math.floor(at);
    return at - i < (own[i] as number) ? i : (alias[i] as number);
  };
}

/** Where the search for the threshold starts, and how many replicates it looks at. */
const FIRST_THRESHOLD = 4;
const PILOTS = 16;
/** The threshold is such that about one replicate in eight stays below it and is scanned again with a lower one. */
const PILOT_RANK = 2;

/** Looks into one zone of one replicate from which on the compiled loop is worth its start. */
const LARGE = 2e7;
const isLarge = ({ zones, windows }: ScanDesign, count: number): boolean =>
  zones.member.length * windowCount(windows) * count > LARGE;

/** The largest likelihood ratio of each of `count` replicates: exact, whatever thresholds the search went through. */
export function replicateMaxima(
  design: ScanDesign,
  count: number,
  random: () => number,
  progress: (share: number) => void,
  loop: 'compiled' | 'plain' = isLarge(design, count) ? 'compiled' : 'plain',
): Float64Array {
  const next = replicateSource(design, random);
  const maxima = new Float64Array(count);
  const scanner = groupScanner(design, loop);
  const scanAll = (numbers: number[], listOf: (number: number) => CaseList, threshold: number): void => {
    scanner.lookAbove(threshold);
    const below: number[] = [];
    const kept = new Map<number, CaseList>();
    for (let from = 0; from < numbers.length; from += scanner.size) {
      const group = numbers.slice(from, from + scanner.size);
      const lists = group.map(listOf);
      const found = scanner.scan(lists);
      group.forEach((number, lane) => {
        maxima[number] = found[lane] as number;
        if ((found[lane] as number) > threshold || threshold === 0) return;
        below.push(number);
        kept.set(number, lists[lane] as CaseList);
      });
      progress(((numbers[from] as number) + 1) / count);
    }
    if (below.length > 0) {
      scanAll(below, (number) => kept.get(number) as CaseList, threshold < 0.5 ? 0 : threshold * 0.65);
    }
  };
  const numbers = Array.from({ length: count }, (_, number) => number);
  const pilots = numbers.slice(0, PILOTS);
  scanAll(pilots, next, FIRST_THRESHOLD);
  const ranked = pilots.map((number) => maxima[number] as number).sort((a, b) => a - b);
  scanAll(numbers.slice(PILOTS), next, ranked[Math.min(PILOT_RANK, ranked.length - 1)] ?? 0);
  return maxima;
}

/** Scans as many replicates at once as the lanes hold, window by window. */
function groupScanner(design: ScanDesign, loop: 'compiled' | 'plain') {
  const { zones, windows, total, expected } = design;
  const lanes = laneScanner(zones, total, loop);
  const places = zones.places;
  const inWindow = lanes.expected;
  let lists: readonly CaseList[] = [];
  const visitor = {
    begin: () => {
      lanes.clearCounts();
      inWindow.fill(0);
    },
    add: (period: number) => {
      const plane = period * places;
      for (let i = 0; i < places; i++) inWindow[i] = (inWindow[i] as number) + (expected[plane + i] as number);
      for (let lane = 0; lane < lists.length; lane++) {
        const { places: at, slotStart } = lists[lane] as CaseList;
        lanes.add(lane, at, slotStart[period] as number, slotStart[period + 1] as number);
      }
    },
    visit: lanes.scan,
  };
  return {
    size: lanes.size,
    lookAbove: (threshold: number) => lanes.lookAbove(criticalCounts(total, threshold)),
    scan: (group: readonly CaseList[]): Float64Array => {
      lists = group;
      lanes.clear();
      sweepWindows(windows, visitor);
      return lanes.maxima;
    },
  };
}
