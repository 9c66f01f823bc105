// All that the inner loop of a scan reads and writes, side by side in one buffer, so that the plain loop and the compiled one work
// on the same numbers. It knows sizes and offsets only.
import type { CircularZones } from './scan_zones.ts';

/** Words of 32 bits to a place: the lanes of replicates ride in them. */
export const WORDS_PER_PLACE = 8;
const WORDS = WORDS_PER_PLACE;

export interface ScanMemory {
  readonly places: number;
  readonly start: Int32Array;
  readonly member: Uint16Array;
  readonly ends: Uint8Array;
  /** Expected cases of each place in the window. */
  readonly expected: Float64Array;
  /** Counts of each place, WORDS words each. */
  readonly packed: Int32Array;
  /** By bucket of √expected: what must be added to a word for the top bit of a lane to show that its count passes. */
  readonly bias: Int32Array;
  /** Counts of the zone that is told of. */
  readonly sums: Int32Array;
}

/** Walks through all zones of the memory and tells of each whose count passes in some lane: its expectation and its bias. */
export type Walk = (scale: number, mask: number) => void;
export type Told = (expected: number, bias: number) => void;

/** Sections start at multiples of 16 bytes; widest first. */
function sectionsOf(zones: CircularZones, buckets: number): readonly number[] {
  const { places, start, member, ends } = zones;
  return [places * WORDS * 4, WORDS * 4, places * 8, start.length * 4, buckets * 4, member.length * 2, ends.length];
}

const rounded = (bytes: number): number => Math.ceil(bytes / 16) * 16;

export function scanMemoryBytes(zones: CircularZones, buckets: number): number {
  return sectionsOf(zones, buckets).reduce((sum, bytes) => sum + rounded(bytes), 0);
}

/** Views into a buffer of at least `scanMemoryBytes`, the zones copied in. */
export function scanMemory(zones: CircularZones, buckets: number, buffer: ArrayBuffer): ScanMemory {
  const { places, start, member, ends } = zones;
  const sections = sectionsOf(zones, buckets);
  const at: number[] = [];
  sections.reduce((offset, bytes) => {
    at.push(offset);
    return offset + rounded(bytes);
  }, 0);
  const memory = {
    places,
    packed: new Int32Array(buffer, at[0], places * WORDS),
    sums: new Int32Array(buffer, at[1], WORDS),
    expected: new Float64Array(buffer, at[2], places),
    start: new Int32Array(buffer, at[3], start.length),
    bias: new Int32Array(buffer, at[4], buckets),
    member: new Uint16Array(buffer, at[5], member.length),
    ends: new Uint8Array(buffer, at[6], ends.length),
  };
  memory.start.set(start);
  memory.member.set(member);
  memory.ends.set(ends);
  return memory;
}
