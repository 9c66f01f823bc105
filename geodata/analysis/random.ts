// The only source of randomness of the core: a seeded generator, so that every random result can be made again.
// It must not know what its numbers are used for, and nothing here reads a clock or the platform's own generator.

/** splitmix32 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195; 32-bit constants of MurmurHash3's finalizer): spreads a seed over all bits. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}

/**
 * A stream of uniform numbers in [0, 1) that depends on the seed alone.
 *
 * Method: sfc32 of Chris Doty-Humphrey's PractRand (chaotic counter generator, 128 bits of state, period at least 2^32),
 * state filled by splitmix32 and 12 rounds thrown away. Each number carries 53 random bits (two outputs).
 * Seeds are whole numbers; both 32-bit halves of a seed up to 2^53 count. Same seed, same stream, on every machine.
 * Not for secrets: anyone who sees a few outputs can compute the rest.
 */
export function seededRandom(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError('A seed is a whole number between -(2^53 - 1) and 2^53 - 1.');
  const low = splitmix32(seed | 0);
  const high = splitmix32(Math.floor(seed / 4294967296) ^ 0x5bd1e995);
  let a = low();
  let b = high();
  let c = low() ^ high();
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

/** A whole number in [0, bound), uniform up to 2^-53; bound is a whole number of at least 1. */
export function randomIndex(random: () => number, bound: number): number {
  return Math.floor(random() * bound);
}

/** Puts the numbers of an array in random order, in place (Fisher and Yates as in Durstenfeld 1964, doi:10.1145/364520.364540). */
export function shuffleInPlace<T>(random: () => number, items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomIndex(random, last + 1);
    const kept = items[last] as T;
    items[last] = items[other] as T;
    items[other] = kept;
  }
  return items;
}

/** A normal number with mean 0 and standard deviation 1 (Box & Muller 1958, doi:10.1214/aoms/1177706645). */
export function randomNormal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
