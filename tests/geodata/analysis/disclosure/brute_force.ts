// The strongest attacker on a small world: runs the very builder over every world there is and keeps those that give the same
// documents. What the numbers of a set of places can then be is exact, by definition.

/** Every list of `places` whole numbers from 0 whose sum is at most `total` (or exactly, where `exactly`). */
export function* vectors(places: number, total: number, exactly = false): Generator<number[]> {
  if (places === 0) {
    if (!exactly || total === 0) yield [];
    return;
  }
  for (let first = 0; first <= total; first++) {
    for (const rest of vectors(places - 1, total - first, exactly)) yield [first, ...rest];
  }
}

/** Every set of places with at least one, as lists of positions. */
export function subsets(places: number): number[][] {
  return Array.from({ length: 2 ** places - 1 }, (_, bits) =>
    Array.from({ length: places }, (__, at) => at).filter((at) => ((bits + 1) >> at) & 1),
  );
}

export interface Derived {
  readonly document: string;
  readonly set: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** For each document that some world gives and each set: the least and the most that the set can hold. */
export function derive(
  worlds: Iterable<readonly number[]>,
  sets: readonly (readonly number[])[],
  publish: (world: readonly number[]) => string,
): Derived[] {
  const seen = new Map<string, { least: number; most: number }[]>();
  for (const world of worlds) {
    const document = publish(world);
    let ranges = seen.get(document);
    if (ranges === undefined) {
      ranges = sets.map(() => ({ least: Number.POSITIVE_INFINITY, most: 0 }));
      seen.set(document, ranges);
    }
    sets.forEach((set, at) => {
      const held = set.reduce((sum, place) => sum + (world[place] as number), 0);
      const range = (ranges as { least: number; most: number }[])[at] as { least: number; most: number };
      range.least = Math.min(range.least, held);
      range.most = Math.max(range.most, held);
    });
  }
  return [...seen].flatMap(([document, ranges]) =>
    ranges.map((range, at) => ({ document, set: sets[at] as readonly number[], ...range })),
  );
}

/** What the model forbids: a number from 1 to floor − 1 is certain to be there. */
export const telling = (derived: readonly Derived[], floor: number): Derived[] =>
  derived.filter(({ least, most }) => least >= 1 && most < floor);
