// Streams of seeded choices for the demo: one stream per noun, so that a change in one noun leaves the others as they
// were. Must not know what is chosen.
import { randomIndex, randomNormal, seededRandom } from '../analysis/random.ts';

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 units: names a stream by a number of 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

const HEX = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
/** The low 16 bits as four digits. */
const hex16 = (value: number): string => HEX[value & 0xffff] as string;
const WORD_32 = 4_294_967_296;

export class Stream {
  readonly uniform: () => number;

  constructor(seed: number, name: string) {
    this.uniform = seededRandom(hashText(`${name} ${seed}`));
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number {
    return low + randomIndex(this.uniform, high - low + 1);
  }

  chance(share: number): boolean {
    return this.uniform() < share;
  }

  normal(): number {
    return randomNormal(this.uniform);
  }

  pick<T>(items: readonly T[]): T {
    return items[randomIndex(this.uniform, items.length)] as T;
  }

  /** Each item alone with the given share. */
  some<T>(items: readonly T[], share: number): T[] {
    return items.filter(() => this.chance(share));
  }

  /** A key, with the weights given; weights need not add up to one. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    let sum = 0;
    for (const key in weights) sum += weights[key] as number;
    let rest = this.uniform() * sum;
    let last: K | undefined;
    for (const key in weights) {
      last = key;
      rest -= weights[key] as number;
      if (rest < 0) break;
    }
    return last as K;
  }

  /** An index into running totals (ascending, last = sum of all weights). */
  indexByTotals(totals: Float64Array): number {
    const aim = this.uniform() * (totals.at(-1) ?? 0);
    let low = 0;
    let high = totals.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((totals[middle] as number) > aim) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** A UUID of version 4 by shape; its 122 bits come from the stream, so it is no secret. */
  uuid(): string {
    const first = this.uniform() * WORD_32;
    const second = this.uniform() * WORD_32;
    const third = this.uniform() * WORD_32;
    const fourth = this.uniform() * WORD_32;
    const version = hex16(0x4000 | (second & 0x0fff));
    const variant = hex16(0x8000 | (third & 0x3fff));
    return `${hex16(first >>> 16)}${hex16(first)}-${hex16(second >>> 16)}-${version}-${variant}-${hex16(third >>> 16)}${hex16(fourth >>> 16)}${hex16(fourth)}`;
  }
}

/** Running totals of weights, for `indexByTotals`. */
export function runningTotals(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => {
    sum += weight;
    return sum;
  });
}
