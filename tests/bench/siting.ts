// Siting: ours against the textbook program in the same HiGHS, plain Teitz–Bart, HiGHS with a row per demand, and scipy's milp, on
// the same instances in one run. Sizes are those of the goals; peers that would take minutes get a smaller instance, by name.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CostMatrix, withinCutoff } from '../../geodata/analysis/cost_matrix.ts';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { coveredWeight, coverPatterns } from '../../geodata/analysis/siting/cover_patterns.ts';
import { greedyMedian } from '../../geodata/analysis/siting/greedy_median.ts';
import { HighsProgram, solveProgram } from '../../geodata/analysis/siting/highs_program.ts';
import { coverHeuristic, solveMaximalCover } from '../../geodata/analysis/siting/maximal_covering_solver.ts';
import { medianRanks } from '../../geodata/analysis/siting/p_median_ranks.ts';
import { solveMedian } from '../../geodata/analysis/siting/p_median_solver.ts';
import { improved } from '../../geodata/analysis/siting/path_relinking.ts';
import { solveSetCover } from '../../geodata/analysis/siting/set_covering_solver.ts';
import { deadline } from '../../geodata/analysis/siting/siting_clock.ts';
import { OpenSites, type SiteRules } from '../../geodata/analysis/siting/siting_rules.ts';
import { surroundings } from '../../server/jobs/surroundings.ts';

const LENT = surroundings();
const SECONDS = 60;

const rulesOf = (sites: number, most: number): SiteRules => ({
  sites,
  fixed: new Uint8Array(sites),
  most,
  cost: null,
  budget: Number.POSITIVE_INFINITY,
  conflicts: null,
});

interface Instance {
  readonly matrix: CostMatrix;
  readonly weight: Float64Array;
}

/** Towns of different size and scattered hamlets on 1,000 × 1,000; sites stand at some of the places. */
function instance(rows: number, sites: number): Instance {
  const random = seededRandom(20262);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const towns = Array.from({ length: 60 }, () => [1000 * random(), 1000 * random(), 10 + 60 * random()] as const);
  const places = Array.from({ length: Math.max(rows, sites) }, () => {
    if (random() < 0.2) return [1000 * random(), 1000 * random()] as const;
    const [x, y, spread] = towns[Math.floor(60 * random() ** 1.5)] as (typeof towns)[number];
    return [x + spread * normal(), y + spread * normal()] as const;
  });
  const weight = Float64Array.from({ length: rows }, () => 1 + Math.floor(50 * random()));
  const cost = new Float64Array(rows * sites);
  for (let i = 0; i < rows; i++) {
    const [x, y] = places[i] as (typeof places)[number];
    for (let j = 0; j < sites; j++) {
      const [a, b] = places[j] as (typeof places)[number];
      cost[i * sites + j] = Math.hypot(x - a, y - b);
    }
  }
  return { matrix: { rows, columns: sites, cost }, weight };
}

/** Places anywhere on the square, each as likely: hardly anything can be told from a neighbor. */
function uniform(rows: number, sites: number): Instance {
  const random = seededRandom(7);
  const places = Array.from({ length: rows }, () => [1000 * random(), 1000 * random()] as const);
  const weight = Float64Array.from({ length: rows }, () => 1 + Math.floor(50 * random()));
  const cost = new Float64Array(rows * sites);
  places.forEach(([x, y], i) => {
    for (let j = 0; j < sites; j++) {
      const [a, b] = places[j] as (typeof places)[number];
      cost[i * sites + j] = Math.hypot(x - a, y - b);
    }
  });
  return { matrix: { rows, columns: sites, cost }, weight };
}

interface Row {
  readonly name: string;
  readonly milliseconds: number;
  readonly note: string;
}

async function timed(name: string, work: () => Promise<string> | string): Promise<Row> {
  const start = performance.now();
  const note = await work();
  return { name, milliseconds: performance.now() - start, note };
}

function print(title: string, rows: readonly Row[]): void {
  const first = rows[0] as Row;
  const width = Math.max(...rows.map((row) => row.name.length));
  console.log(`\n${title}`);
  for (const { name, milliseconds, note } of rows) {
    const ratio = (milliseconds / first.milliseconds).toPrecision(3);
    console.log(`  ${name.padEnd(width)}  ${milliseconds.toFixed(0).padStart(7)} ms  ${ratio.padStart(7)} ×  ${note}`);
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(4)} %`;

const ours = (of: Instance, p: number, seconds: number): Promise<Row> =>
  timed('ours', async () => {
    const rules = rulesOf(of.matrix.columns, p);
    const answer = await solveMedian({ ...of, rules, seed: 1, deadline: deadline(LENT, seconds) }, 1e5);
    return `${answer.total.toFixed(2)}, ${answer.proved ? 'proved' : `gap ${percent((answer.total - answer.bound) / answer.total)}`}`;
  });

/** x(i,j) ≤ y(j) for every pair: what textbooks write. */
const textbookMedian = ({ matrix, weight }: Instance, p: number): Promise<Row> =>
  timed('textbook program in HiGHS', async () => {
    const { rows, columns, cost } = matrix;
    const program = new HighsProgram();
    for (let j = 0; j < columns; j++) program.column(0, 1, true);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) program.column((cost[i * columns + j] as number) * (weight[i] as number), 1);
    for (let j = 0; j < columns; j++) program.entry(j, 1);
    program.row(p, p);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) program.entry(columns + i * columns + j, 1);
      program.row(1, 1);
      for (let j = 0; j < columns; j++) {
        program.entry(columns + i * columns + j, 1);
        program.entry(j, -1);
        program.row(Number.NEGATIVE_INFINITY, 0);
      }
    }
    const answer = await solveProgram(program, { maximize: false, seconds: SECONDS }, LENT);
    return `${answer.status}, bound ${answer.bound.toFixed(2)}`;
  });

/** Every swap counted from scratch, first improvement. */
const plainTeitzBart = (of: Instance, p: number): Promise<Row> =>
  timed('plain Teitz–Bart', () => {
    const { rows, columns, cost } = of.matrix;
    const total = (plan: readonly number[]): number => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        let near = Number.POSITIVE_INFINITY;
        for (const j of plan) near = Math.min(near, cost[i * columns + j] as number);
        sum += near * (of.weight[i] as number);
      }
      return sum;
    };
    const ranks = medianRanks(of.matrix, of.weight, 1e5);
    const plan = [...greedyMedian(ranks, rulesOf(columns, p), null).list()];
    let best = total(plan);
    const end = performance.now() + 1000 * SECONDS;
    for (let better = true; better && performance.now() < end; ) {
      better = false;
      for (let slot = 0; slot < p && performance.now() < end; slot++) {
        for (let j = 0; j < columns && performance.now() < end; j++) {
          if (plan.includes(j)) continue;
          const out = plan[slot] as number;
          plan[slot] = j;
          const next = total(plan);
          if (next < best) [best, better] = [next, true];
          else plan[slot] = out;
        }
      }
    }
    return `${best.toFixed(2)}${performance.now() >= end ? ', stopped' : ''}`;
  });

const fastInterchange = (of: Instance, p: number): Promise<Row> =>
  timed('ours, greedy + interchange alone', () => {
    const rules = rulesOf(of.matrix.columns, p);
    const ranks = medianRanks(of.matrix, of.weight, 1e5);
    return improved(ranks, new OpenSites(rules, greedyMedian(ranks, rules, null).list())).total.toFixed(2);
  });

function scipyRow(rows: number, sites: number, p: number): Row {
  const script = fileURLToPath(new URL('../reference/siting_rows.py', import.meta.url));
  try {
    const text = execFileSync('/usr/bin/python3', [script, `${rows}`, `${sites}`, `${p}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { seconds } = JSON.parse(text) as { seconds: number };
    return { name: 'scipy milp, textbook program', milliseconds: 1000 * seconds, note: 'other random places' };
  } catch {
    return { name: 'scipy milp', milliseconds: Number.NaN, note: 'left out: scipy is not installed' };
  }
}

/** A column and a row for every demand point, none merged. */
const rowPerDemand = ({ matrix, weight }: Instance, p: number, cutoff: number): Promise<Row> =>
  timed('a row per demand in HiGHS', async () => {
    const near = withinCutoff(matrix, cutoff);
    const program = new HighsProgram();
    for (let j = 0; j < matrix.columns; j++) program.column(0, 1, true);
    for (let j = 0; j < matrix.columns; j++) program.entry(j, 1);
    program.row(p, p);
    for (let i = 0; i < matrix.rows; i++) {
      program.entry(program.column(weight[i] as number, 1), -1);
      for (let e = near.start[i] as number; e < (near.start[i + 1] as number); e++)
        program.entry(near.column[e] as number, 1);
      program.row(0, Number.POSITIVE_INFINITY);
    }
    const answer = await solveProgram(program, { maximize: true, seconds: SECONDS }, LENT);
    return `${answer.status}, bound ${answer.bound.toFixed(0)}`;
  });

async function covering(rows: number, sites: number, p: number, cutoff: number, peer: boolean): Promise<void> {
  const of = instance(rows, sites);
  const near = withinCutoff(of.matrix, cutoff);
  const counts = new Uint8Array(rows).fill(1);
  const rules = rulesOf(sites, p);
  const merge = () => coverPatterns(near, of.weight, counts);
  const table = [
    await timed('ours, proved', async () => {
      const patterns = merge();
      const answer = await solveMaximalCover(patterns, rules, deadline(LENT, SECONDS));
      return `${answer.covered}, ${answer.proved ? 'proved' : `bound ${answer.bound}`}, ${patterns.patterns} patterns`;
    }),
    await timed('ours, greedy + interchange alone', () => `${coveredWeight(merge(), coverHeuristic(merge(), rules))}`),
    ...(peer ? [await rowPerDemand(of, p, cutoff)] : []),
  ];
  print(`Maximal covering, ${rows} × ${sites}, p = ${p}, cutoff ${cutoff}`, table);
  print(`Set covering, ${rows} × ${sites}, cutoff ${cutoff}`, [
    await timed('ours', async () => {
      const patterns = merge();
      const need = new Int32Array(patterns.patterns).fill(1);
      const answer = await solveSetCover(patterns, rulesOf(sites, sites), need, deadline(LENT, SECONDS));
      return `${answer.sites?.length} sites, ${answer.proved ? 'proved' : `bound ${answer.bound}`}`;
    }),
  ]);
}

export async function benchSiting(): Promise<void> {
  await LENT.wasm('highs');
  const tiny = instance(40, 20);
  await ours(tiny, 4, SECONDS);
  const medium = instance(150, 150);
  print('p-median, 150 × 150, p = 15', [
    await ours(medium, 15, SECONDS),
    await textbookMedian(medium, 15),
    scipyRow(150, 150, 15),
  ]);
  const square = instance(900, 900);
  print('p-median, 900 × 900, p = 90', [
    await ours(square, 90, SECONDS),
    await fastInterchange(square, 90),
    await plainTeitzBart(square, 90),
  ]);
  const large = instance(10_000, 500);
  for (const p of [20, 50])
    print(`p-median, 10,000 × 500, p = ${p}, limit 10 s`, [await ours(large, p, 10), await fastInterchange(large, p)]);
  const even = uniform(10_000, 500);
  for (const p of [20, 50])
    print(`p-median, 10,000 × 500, uniform random, p = ${p}, limit 10 s`, [await ours(even, p, 10)]);
  await covering(3000, 200, 12, 60, true);
  await covering(10_000, 500, 20, 50, false);
  await covering(50_000, 1000, 25, 40, false);
  await covering(100_000, 1000, 25, 40, false);
}
