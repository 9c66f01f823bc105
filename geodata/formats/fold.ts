// Text as a search compares it: case, accents, Arabic letter forms and digits of any script folded into one, and names found by a
// few letters, misspelled or not. It knows no language and no place; nothing folded is ever shown, nothing asked is kept.

/** Combining marks: accents, harakat, hamza above and below after decomposition. */
const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
/** Signs within a word that people leave out: apostrophes, the Hausa glottal stop, tatweel, hamza on the line, joiners. */
const LEFT_OUT = /['’‘`´ʼʻʿʾـء\u200b-\u200f\u2060\ufeff]/gu;

/** Letters that decomposition leaves alone, by the plain one that people type. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ŋ: 'n', ə: 'e', ǝ: 'e' },
  // Hooked letters of Hausa and Fulfulde.
  ...{ ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ɲ: 'n' },
  // Alef wasla, final ya without dots, ta marbuta, Persian and Urdu kaf, ya and heh.
  ...{ ٱ: 'ا', ى: 'ي', ة: 'ه', ک: 'ك', ڪ: 'ك', ی: 'ي', ې: 'ي', ہ: 'ه', ە: 'ه', گ: 'ك' },
};
const FOLDED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/** Zeros of Arabic-Indic, Persian, N'Ko and Devanagari digits: the nine others follow each. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966];
const DIGITS = /\p{Nd}/gu;

const latinDigit = (digit: string): string => {
  const code = digit.codePointAt(0) as number;
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? digit : String(code - zero);
};

/** Words in small plain letters with one space between them. Folding twice changes nothing more. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(LEFT_OUT, '')
    .replace(FOLDED, (letter) => LETTERS[letter] as string)
    .replace(DIGITS, latinDigit)
    .replace(NOT_WORD, ' ')
    .trim();
}

export interface SearchEntry {
  readonly text: string;
  /** Among texts that fit equally well the heavier comes first; 0 where it is not said. */
  readonly weight?: number;
}

export interface TextSearch {
  /** Indices of entries, best first, at most so many. */
  readonly find: (query: string, most: number) => number[];
}

/** Letters of a query that are read, and words: more tell nothing and cost time. */
const MOST_LETTERS = 80;
const MOST_WORDS = 6;

/** What a word of the query costs against a word of an entry; NO_MATCH = not found. */
const BEGINNING = 1;
const WITHIN = 3;
const ONE_WRONG = 4;
const TWO_WRONG = 7;
const NO_MATCH = 255;
/** Words shorter than this are not forgiven a letter, and shorter than the second not two: too many others are as near. */
const FORGIVEN_FROM = 4;
const TWICE_FROM = 8;

/**
 * Every word of the query must be found in an entry: as it stands, as a beginning, within a word, or with one wrong, missing,
 * additional or swapped letter (two from eight letters on; Damerau 1964, doi:10.1145/363958.363994, restricted), against the
 * beginning of a word. Each distinct word is compared once a query. Cost: O(distinct words · letters²) at worst, about a
 * millisecond for 5,000.
 */
export function textSearch(entries: readonly SearchEntry[]): TextSearch {
  const words = new Map<string, number>();
  const folded = entries.map(({ text }) => fold(text));
  const wordsOf = folded.map((text) =>
    text.split(' ').map((word) => {
      const known = words.get(word);
      if (known !== undefined) return known;
      words.set(word, words.size);
      return words.size - 1;
    }),
  );
  const vocabulary = [...words.keys()];
  return {
    find: (query, most) => {
      const asked = fold(query.slice(0, MOST_LETTERS));
      if (asked === '') return [];
      const cost = new Float64Array(entries.length);
      for (const word of asked.split(' ').slice(0, MOST_WORDS)) {
        const costs = Uint8Array.from(vocabulary, (known) => wordCost(word, known));
        wordsOf.forEach((those, e) => {
          let least = NO_MATCH;
          for (const at of those) least = Math.min(least, costs[at] as number);
          cost[e] = least === NO_MATCH ? Number.POSITIVE_INFINITY : (cost[e] as number) + least;
        });
      }
      const rank = (e: number): number => (folded[e] === asked ? -1 : (cost[e] as number));
      return Array.from(cost.keys())
        .filter((e) => cost[e] !== Number.POSITIVE_INFINITY)
        .sort(
          (a, b) =>
            rank(a) - rank(b) ||
            (entries[b]?.weight ?? 0) - (entries[a]?.weight ?? 0) ||
            (folded[a] as string).length - (folded[b] as string).length ||
            a - b,
        )
        .slice(0, most);
    },
  };
}

function wordCost(word: string, known: string): number {
  if (known === word) return 0;
  if (known.startsWith(word)) return BEGINNING;
  if (word.length >= FORGIVEN_FROM - 1 && known.includes(word)) return WITHIN;
  if (word.length < FORGIVEN_FROM) return NO_MATCH;
  const most = word.length < TWICE_FROM ? 1 : 2;
  const wrong = beginningDistance(word, known, most);
  return wrong > most ? NO_MATCH : wrong === 1 ? ONE_WRONG : TWO_WRONG;
}

/** Least number of edits that make the word into some beginning of the other; more than `most` = at least most + 1. */
function beginningDistance(word: string, known: string, most: number): number {
  if (known.length < word.length - most) return most + 1;
  const width = Math.min(known.length, word.length + most);
  let before = new Uint8Array(width + 1);
  let last = Uint8Array.from({ length: width + 1 }, (_, j) => j);
  let row = new Uint8Array(width + 1);
  for (let i = 1; i <= word.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= width; j++) {
      const same = word[i - 1] === known[j - 1];
      let edits = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && word[i - 1] === known[j - 2] && word[i - 2] === known[j - 1])
        edits = Math.min(edits, (before[j - 2] as number) + 1);
      row[j] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(...last);
}
