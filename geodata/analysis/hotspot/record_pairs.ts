// Pairs of dated records that lie together: one kind, one place or its neighbor, one day or the next. It knows places as words and
// whose neighbors they are, not what a record means.

export interface DatedPlace {
  readonly type: string;
  readonly place: string;
  /** Days since 1970. */
  readonly day: number;
  readonly source: string;
}

export interface RecordPair<R> {
  readonly a: R;
  readonly b: R;
  readonly isSamePlace: boolean;
  readonly daysApart: number;
}

interface PairsOf {
  /** Places around one, itself among them. */
  readonly around: (place: string) => readonly string[];
  readonly limit: number;
}

/** The likeliest first: same place, same day, different sources; equally likely ones in the order of the records. */
export function recordPairs<R extends DatedPlace>(records: readonly R[], { around, limit }: PairsOf): RecordPair<R>[] {
  const at = new Map<string, number[]>();
  for (const [i, { type, place, day }] of records.entries()) {
    const key = `${type} ${place} ${day}`;
    const there = at.get(key);
    if (there === undefined) at.set(key, [i]);
    else there.push(i);
  }
  // By rank, so that no more than `limit` of each are kept however many there are.
  const ranked: RecordPair<R>[][] = Array.from({ length: RANKS }, () => []);
  for (const [i, a] of records.entries()) {
    for (const place of around(a.place)) {
      for (let day = a.day - 1; day <= a.day + 1; day++) {
        const there = at.get(`${a.type} ${place} ${day}`) ?? [];
        const from = after(there, i);
        for (const j of there.slice(from, from + LOOKS)) {
          const b = records[j] as R;
          const pair = { a, b, isSamePlace: place === a.place, daysApart: Math.abs(day - a.day) };
          const rank = ranked[rankOf(pair)] as RecordPair<R>[];
          if (rank.length < limit) rank.push(pair);
        }
      }
    }
  }
  return ranked.flat().slice(0, limit);
}

/** Records of one place and day that one record is held against: where hundreds pile up, each still has its nearest in the list. */
const LOOKS = 50;

/** Place of the first number over `value` in an ascending list. */
function after(list: readonly number[], value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

const RANKS = 8;
const rankOf = ({ a, b, isSamePlace, daysApart }: RecordPair<DatedPlace>): number =>
  (isSamePlace ? 0 : 4) + (daysApart === 0 ? 0 : 2) + (a.source === b.source ? 1 : 0);
