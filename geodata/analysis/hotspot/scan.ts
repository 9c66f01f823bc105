// The scan statistic as a whole: rows in, clusters with their p-values out. The parts (zones, windows, replicates, likelihood)
// are its mates; it knows no format and no map.
import { ALONE, type Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { nameOf } from '../places.ts';
import { seededRandom } from '../random.ts';
import { type Cylinder, likeliestClusters, RATIO_TIE } from './scan_clusters.ts';
import { logLikelihoodRatio } from './scan_likelihood.ts';
import { caseList, replicateMaxima, type ScanDesign } from './scan_replicates.ts';
import { MOST_PLACES, type ScanCluster, type ScanInput, type ScanResult } from './scan_schema.ts';
import { insist, type ScanTable, scanTable } from './scan_table.ts';
import { dayOut } from './scan_times.ts';
import { ONE_WINDOW, type Windows, windowCount } from './scan_windows.ts';
import { circularZones, distanceBetween, type Ground, groundOf } from './scan_zones.ts';

export const SCAN_VERSION = '1';
/** Places times periods that are held, and looks at one zone of one replicate that a run may take (some minutes). */
const MOST_CELLS = 20_000_000;
const MOST_LOOKS = 3e11;
const TOO_LONG =
  'This would take too long: ask for fewer replications, longer periods, a shorter maxWindow or fewer places.';

/**
 * Where, and in which days, are there more cases than chance would put there, given the people who live there?
 *
 * Method: circular scan statistic. Around each place circles grow from neighbor to neighbor up to `maxShare` of the population;
 * each circle (in space-time models each cylinder: circle and window of whole periods up to `maxWindow` of them) has the ratio
 * LLR = c·ln(c/e) + (C − c)·ln((C − c)/(C − e)) where c > e, else 0. poisson: Kulldorff 1997, doi:10.1080/03610929708831995;
 * space-time-poisson, also prospective: Kulldorff 2001, doi:10.1111/1467-985X.00186, with e = C × person-periods inside / all;
 * space-time-permutation (cases only): Kulldorff et al. 2005, doi:10.1371/journal.pmed.0020059, with e = cases of the circle ×
 * cases of the window / C. Replicates: multinomial given C, or times dealt out anew. Most likely cluster first; each further one
 * is the most likely of the circles that share no place with any before it, whatever their windows.
 * Inputs: places in WGS 84 degrees, or x and y of one plane in any unit; rows at one point are one place, and places at one
 * distance enter a circle together. `cases` whole numbers; `population` people (one row per place and period for
 * space-time-poisson, where a row that is not there means nobody at risk). `times` in days or RFC 3339 (UTC days).
 * space-time-permutation is prospective unless told otherwise: only windows that reach the last day.
 * Output: `clusters`, most likely first: rows inside, cases, expected cases, ratio, relative risk (null: no case outside), radius in
 * geodesic meters (for x and y in their own unit), first and last day (null: purely spatial), recurrence interval in days (null
 * unless prospective). Empty where no circle holds more cases than expected. Rows with a missing number are left out and counted.
 * P-values: upper-sided (more cases, never fewer), (r + 1)/(R + 1) against the largest ratio over all zones of each replicate, which
 * corrects for all zones looked at; later clusters are held against the same maxima, so theirs are too large rather than too small.
 * Equal to 1e-9 counts as reached. Recurrence interval = periodDays / p, never above (R + 1) periods.
 * Throws Problem invalid_input where columns do not fit the model or each other, cases are no whole numbers, a place has cases but
 * no population, or the run would be too large.
 * Cost: O(R · n · m · w) for R replicates, n places, m places in a circle, w windows; 999 replicates of 300 and 3,000 places take
 * about 0.2 and 2 s.
 * Checked against brute force over every circle and window (fast-check), an independent numpy implementation with its own
 * replicates (tests/reference/scan.py), and 10,000 seeded data sets without clusters: p ≤ α in at most α of them.
 *
 * Assumption that can harm: every case is reported with equal chance. Where reporting is better there are "clusters", and where
 * people cannot report there are none; a circle also takes in neighbors that have no excess of their own.
 */
export function scan(input: ScanInput, surroundings: Surroundings = ALONE): ScanResult {
  const table = scanTable(input);
  const { ground, placeOf } = groundOf({
    across: Float64Array.from(table.row, (i) => table.all.across[i] as number),
    up: Float64Array.from(table.row, (i) => table.all.up[i] as number),
    planar: table.all.planar,
  });
  insist(
    ground.count <= MOST_PLACES,
    '',
    `There are more than ${MOST_PLACES} places: merge neighbors into areas first.`,
  );
  insist(table.all.count > 0, '/points', 'Give at least one place.');
  const windows = windowsOf(input, table);
  // Every circle of at most a maxShare of evenly spread people, before any is made: off by what people crowd.
  insist(
    ground.count ** 2 * Math.min(1, input.maxShare) * windowCount(windows) * input.replications <= 10 * MOST_LOOKS,
    '/replications',
    TOO_LONG,
  );
  insist(
    ground.count * windows.periods <= MOST_CELLS,
    '/periodDays',
    'There are too many places and periods: make periods longer.',
  );
  const { weight, expected, total, people } = expectations(table, ground, placeOf, windows.periods);
  const zones = circularZones(ground, weight, input.maxShare);
  const looks = zones.member.length * windowCount(windows) * input.replications;
  insist(looks <= MOST_LOOKS, '/replications', TOO_LONG);
  const result = {
    ...sheet({
      method: 'scan',
      version: SCAN_VERSION,
      parameters: parametersOf(input, table, windows),
      inputs: { points: describeInput(input.points ?? input, table.all.count) },
      seed: input.seed,
      warnings: table.warnings,
    }),
    model: table.model,
    totals: {
      cases: total,
      population: people,
      places: ground.count,
      periods: table.periods,
      circles: zones.ends.reduce((sum, one) => sum + one, 0),
      windows: windowCount(windows),
    },
  };
  const emptiness = emptinessOf(table, total, zones.member.length);
  if (emptiness !== null) {
    table.warnings.push(emptiness);
    return { ...result, clusters: [] };
  }
  const cells: number[] = [];
  table.row.forEach((_, k) => {
    const cell = (table.period[k] as number) * ground.count + (placeOf[k] as number);
    for (let one = 0; one < (table.cases[k] as number); one++) cells.push(cell);
  });
  const design: ScanDesign = {
    zones,
    windows,
    total,
    expected,
    observed: caseList(Int32Array.from(cells), ground.count, windows.periods),
    chance: table.model === 'space-time-permutation' ? 'permutation' : 'multinomial',
  };
  const found = likeliestClusters(design, input.maxClusters);
  const maxima =
    found.length === 0
      ? new Float64Array(0)
      : replicateMaxima(design, input.replications, seededRandom(input.seed), surroundings.progress);
  if (found.length === 0)
    table.warnings.push('No circle holds more cases than expected: there is no cluster to report.');
  return {
    ...result,
    clusters: found.map((cylinder) => clusterOf({ cylinder, design, table, ground, placeOf, maxima, input })),
  };
}

function windowsOf(input: ScanInput, table: ScanTable): Windows {
  if (table.model === 'poisson') return ONE_WINDOW;
  return {
    periods: Math.max(1, table.periods),
    longest: Math.max(1, Math.floor(table.periods * input.maxWindow * (1 + 1e-12))),
    prospective: input.prospective ?? table.model === 'space-time-permutation',
  };
}

function parametersOf(input: ScanInput, table: ScanTable, windows: Windows): Record<string, unknown> {
  const { maxShare, replications, maxClusters, periodDays, maxWindow } = input;
  const common = { model: table.model, maxShare, replications, maxClusters };
  if (table.model === 'poisson') return common;
  return { ...common, prospective: windows.prospective, periodDays, maxWindow, longestWindowPeriods: windows.longest };
}

/** Weight of each place for the size of circles, and expected cases by period and place. */
function expectations(table: ScanTable, ground: Ground, placeOf: Int32Array, periods: number) {
  const places = ground.count;
  const weight = new Float64Array(places);
  const expected = new Float64Array(places * periods);
  const cell = (k: number): number => (table.period[k] as number) * places + (placeOf[k] as number);
  const total = table.cases.reduce((sum, one) => sum + one, 0);
  const permuted = table.model === 'space-time-permutation';
  table.row.forEach((_, k) => {
    const place = placeOf[k] as number;
    const share = permuted ? (table.cases[k] as number) : (table.population[k] as number);
    weight[place] = (weight[place] as number) + share;
    if (!permuted) expected[cell(k)] = (expected[cell(k)] as number) + share;
  });
  if (permuted) {
    const inPeriod = new Float64Array(periods);
    table.period.forEach((t, k) => {
      inPeriod[t] = (inPeriod[t] as number) + (table.cases[k] as number);
    });
    for (let t = 0; t < periods; t++) {
      for (let i = 0; i < places; i++)
        expected[t * places + i] = total === 0 ? 0 : ((weight[i] as number) * (inPeriod[t] as number)) / total;
    }
    return { weight, expected, total, people: null };
  }
  table.row.forEach((row, k) => {
    insist(
      (table.cases[k] as number) === 0 || (expected[cell(k)] as number) > 0,
      `/population/${table.all.order?.[row] ?? row}`,
      'Nobody lives here, yet there are cases: give the population at risk, or null where it is not known.',
    );
  });
  const people = weight.reduce((sum, one) => sum + one, 0);
  if (people > 0) for (let i = 0; i < expected.length; i++) expected[i] = ((expected[i] as number) / people) * total;
  return { weight, expected, total, people };
}

/** Why there is nothing to scan, in words; null where there is something. */
function emptinessOf(table: ScanTable, total: number, positions: number): string | null {
  if (total === 0) return 'There are no cases: there is nothing to scan.';
  if (table.model !== 'poisson' && table.periods < 2)
    return 'There is only one period: a window has nothing to be held against.';
  if (positions === 0)
    return 'Every place alone holds more than maxShare: there is no circle to look into, so no cluster can be found.';
  return null;
}

function clusterOf(of: {
  readonly cylinder: Cylinder;
  readonly design: ScanDesign;
  readonly table: ScanTable;
  readonly ground: Ground;
  readonly placeOf: Int32Array;
  readonly maxima: Float64Array;
  readonly input: ScanInput;
}): ScanCluster {
  const { cylinder, design, table, ground, placeOf, maxima, input } = of;
  const { center, close, first, last } = cylinder;
  const { start, member, places } = design.zones;
  const inside = new Uint8Array(places);
  let radius = 0;
  for (let p = start[center] as number; p <= close; p++) {
    const place = member[p] as number;
    inside[place] = 1;
    radius = Math.max(radius, distanceBetween(ground, center, place));
  }
  // Counted anew from the rows, in double, with a compensated sum.
  const members: (string | number)[] = [];
  let cases = 0;
  table.row.forEach((row, k) => {
    const period = table.period[k] as number;
    if (inside[placeOf[k] as number] !== 1 || period < first || period > last) return;
    members.push(nameOf(table.all, row));
    cases += table.cases[k] as number;
  });
  const expected = expectedInside(design, inside, first, last);
  const ratio = logLikelihoodRatio(cases, expected, design.total);
  let reached = 0;
  for (const maximum of maxima) if (maximum >= ratio * (1 - RATIO_TIE)) reached++;
  const p = (reached + 1) / (maxima.length + 1);
  const spaceTime = table.model !== 'poisson';
  const dayOf = (period: number): number => table.firstDay + period * input.periodDays;
  return {
    center: nameOf(table.all, table.row[placeOf.indexOf(center)] as number),
    members,
    places: close + 1 - (start[center] as number),
    cases,
    expected,
    logLikelihoodRatio: ratio,
    p,
    radiusMeters: radius,
    relativeRisk:
      cases === design.total ? null : cases / expected / ((design.total - cases) / (design.total - expected)),
    recurrenceInterval: spaceTime && design.windows.prospective ? input.periodDays / p : null,
    start: spaceTime ? dayOut(dayOf(first), table.dated) : null,
    end: spaceTime ? dayOut(dayOf(last + 1) - 1, table.dated) : null,
  };
}

function expectedInside(design: ScanDesign, inside: Uint8Array, first: number, last: number): number {
  let sum = 0;
  let lost = 0;
  for (let cell = first * inside.length; cell < (last + 1) * inside.length; cell++) {
    if (inside[cell % inside.length] !== 1) continue;
    const next = (design.expected[cell] as number) - lost;
    const after = sum + next;
    lost = after - sum - next;
    sum = after;
  }
  return sum;
}
