// Every plan of a small siting problem, one by one, and instances to try them on: the judge of all siting methods.
import fc from 'fast-check';

export interface Small {
  readonly costs: (number | null)[][];
  readonly demand: number[];
  readonly p: number;
  readonly cutoff: number;
  readonly fixed: number[];
  readonly forbidden: number[];
  readonly siteCost: number[];
  readonly capacity: number[];
}

/** Small whole numbers, so that ties and equal costs abound. */
export const small = (unreachable: boolean): fc.Arbitrary<Small> =>
  fc
    .tuple(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 2, max: 6 }))
    .chain(([rows, columns]) => {
      const cost = fc.integer({ min: 0, max: 12 });
      const cell = unreachable ? fc.option(cost, { freq: 3 }) : cost;
      return fc.record({
        costs: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
        demand: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows, maxLength: rows }),
        p: fc.integer({ min: 1, max: columns }),
        cutoff: fc.integer({ min: 0, max: 12 }),
        marks: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: columns, maxLength: columns }),
        siteCost: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: columns, maxLength: columns }),
        capacity: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: columns, maxLength: columns }),
      });
    })
    .map(({ marks, ...of }) => {
      const forbidden = marks.flatMap((mark, j) => (mark === 0 ? [j] : []));
      const fixed = marks.flatMap((mark, j) => (mark === 5 ? [j] : []));
      if (forbidden.length === marks.length) forbidden.pop();
      const p = Math.max(fixed.length, Math.min(of.p, marks.length - forbidden.length));
      return { ...of, p: Math.max(1, p), fixed, forbidden };
    });

/** All sets of permitted sites that hold the fixed ones, at most `most` of them. */
export function* plans(of: Pick<Small, 'fixed' | 'forbidden' | 'siteCost'>, most: number): Generator<number[]> {
  const sites = of.siteCost.length;
  for (let mask = 0; mask < 1 << sites; mask++) {
    const plan = Array.from({ length: sites }, (_, j) => j).filter((j) => (mask >> j) & 1);
    if (plan.length > most || of.fixed.some((j) => !plan.includes(j)) || of.forbidden.some((j) => plan.includes(j)))
      continue;
    yield plan;
  }
}

export const nearest = (row: readonly (number | null)[], plan: readonly number[], rank = 0): number =>
  plan.map((j) => row[j] ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)[rank] ?? Number.POSITIVE_INFINITY;

export const coveredBy = (of: Small, plan: readonly number[], rank = 0): number =>
  of.costs.reduce((sum, row, i) => sum + (nearest(row, plan, rank) <= of.cutoff ? (of.demand[i] as number) : 0), 0);

/** [unserved weight, weighted cost of the served]. */
export function medianOf(of: Small, plan: readonly number[]): [number, number] {
  let [unserved, cost] = [0, 0];
  of.costs.forEach((row, i) => {
    const near = nearest(row, plan);
    if (near === Number.POSITIVE_INFINITY) unserved += of.demand[i] as number;
    else cost += near * (of.demand[i] as number);
  });
  return [unserved, cost];
}

/** Unserved amount and cost of the cheapest split over a plan, by unit steps (Bellman–Ford over all units: slow and plain). */
export function splitOf(of: Small, plan: readonly number[], within = Number.POSITIVE_INFINITY): [number, number] {
  const units = of.costs.flatMap((row, i) => Array.from({ length: of.demand[i] as number }, () => row));
  const slots = plan.flatMap((j) => Array.from({ length: of.capacity[j] as number }, () => j));
  return assignment(
    units.map((row) => slots.map((j) => (row[j] !== null && (row[j] as number) <= within ? (row[j] as number) : null))),
  );
}

/** Most matches, then least cost: successive cheapest augmenting paths. */
function assignment(cost: (number | null)[][]): [number, number] {
  const slots = cost[0]?.length ?? 0;
  const owner = new Array<number>(slots).fill(-1);
  let matched = 0;
  let total = 0;
  for (;;) {
    const used = new Set(owner);
    const distance = new Array<number>(slots).fill(Number.POSITIVE_INFINITY);
    const from = new Array<number>(slots).fill(-1);
    const start = new Array<number>(slots).fill(-1);
    cost.forEach((row, u) => {
      if (used.has(u)) return;
      row.forEach((each, s) => {
        if (each !== null && each < (distance[s] as number)) {
          distance[s] = each;
          from[s] = -1;
          start[s] = u;
        }
      });
    });
    for (let changed = true; changed; ) {
      changed = false;
      for (let s = 0; s < slots; s++) {
        const u = owner[s] as number;
        if (u < 0 || distance[s] === Number.POSITIVE_INFINITY) continue;
        (cost[u] as (number | null)[]).forEach((each, t) => {
          if (each === null) return;
          const length = (distance[s] as number) - (cost[u]?.[s] as number) + each;
          if (length < (distance[t] as number)) {
            distance[t] = length;
            from[t] = s;
            changed = true;
          }
        });
      }
    }
    let end = -1;
    for (let s = 0; s < slots; s++) {
      if (
        owner[s] === -1 &&
        distance[s] !== Number.POSITIVE_INFINITY &&
        (end < 0 || (distance[s] as number) < (distance[end] as number))
      )
        end = s;
    }
    if (end < 0) return [cost.length - matched, total];
    total += distance[end] as number;
    matched++;
    let at = end;
    while ((from[at] as number) >= 0) {
      owner[at] = owner[from[at] as number] as number;
      at = from[at] as number;
    }
    owner[at] = start[at] as number;
  }
}

/** The least of pairs, first by the first number. */
export function least(pairs: Iterable<[number, number]>): [number, number] {
  let best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const pair of pairs) if (pair[0] < best[0] || (pair[0] === best[0] && pair[1] < best[1])) best = pair;
  return best;
}
