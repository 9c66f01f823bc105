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

/** Records of one place and day that one record is held against: where hundreds pile up, each still has its nearest in the list. */
const LOOKS = 50;

/** The likeliest first: same place, same day, different sources; equally likely ones in the order of the records. */
export function recordPairs<R extends DatedPlace>(records: readonly R[], { around, limit }: PairsOf): RecordPair<R>[] {
  const kinds = numbered(records.map(({ type, place }) => `${type} ${place}`));
  const firstDay = records.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const days = records.reduce((most, { day }) => Math.max(most, day - firstDay + 1), 0);
  const keys = records.map((record, i) => (kinds.of[i] as number) * days + record.day - firstDay);
  const at = new Map<number, number[]>();
  for (const [i, key] of keys.entries()) {
    const there = at.get(key);
    if (there === undefined) at.set(key, [i]);
    else there.push(i);
  }
  // Kind and place around each, once for all records of it.
  const near = kinds.first.map((i) => {
    const { type, place } = records[i] as R;
    return around(place).flatMap((other) => kinds.number.get(`${type} ${other}`) ?? []);
  });
  // By rank, so that no more than `limit` of each are kept however many there are.
  const ranked: RecordPair<R>[][] = Array.from({ length: RANKS }, () => []);
  for (const [i, a] of records.entries()) {
    const own = kinds.of[i] as number;
    for (const kind of near[own] as readonly number[]) {
      for (let day = Math.max(firstDay, a.day - 1); day <= Math.min(firstDay + days - 1, a.day + 1); day++) {
        const there = at.get(kind * days + day - firstDay);
        if (there === undefined || (there.at(-1) as number) <= i) continue;
        const from = after(there, i);
        for (const j of there.slice(from, from + LOOKS)) {
          const pair = { a, b: records[j] as R, isSamePlace: kind === own, daysApart: Math.abs(day - a.day) };
          const rank = ranked[rankOf(pair)] as RecordPair<R>[];
          if (rank.length < limit) rank.push(pair);
        }
      }
    }
  }
  return ranked.flat().slice(0, limit);
}

/** Words as numbers in the order in which they are first met, and where that was. */
function numbered(words: readonly string[]) {
  const number = new Map<string, number>();
  const first: number[] = [];
  const of = words.map((word, i) => {
    const known = number.get(word);
    if (known !== undefined) return known;
    number.set(word, first.length);
    return first.push(i) - 1;
  });
  return { number, first, of };
}

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
