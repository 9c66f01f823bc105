// Neighbors of H3 cells: all cells of the set within so many rings. Steps are taken on the digits of the cell index, and only
// where a way leaves its base cell is the library asked. It knows no values.
import { getResolution, gridDisk, isPentagon, isValidCell } from 'h3-js';
import { Problem } from '../../schema/problem.ts';
import { type SpatialWeights, sortRange } from './spatial_weights.ts';
import { CENTER, DIGIT_STEPS, digitAfterStep } from './weights_h3_digits.ts';

const odd = (at: number, detail: string): Problem =>
  new Problem('invalid_input', 'The list of H3 cells does not hold together.', [{ pointer: `/h3/${at}`, detail }]);

/** Upper and lower 32 bits of each index; throws Problem invalid_input for no cell, mixed resolutions or a repeated cell. */
interface CellKeys {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly resolution: number;
  /** Place of a cell, −1 where it is not in the set. */
  readonly placeOf: (high: number, low: number) => number;
}

function halves(cell: string): [number, number] {
  return [Number.parseInt(cell.slice(0, -8), 16), Number.parseInt(cell.slice(-8), 16)];
}

/** Open addressing over both halves: no strings, no objects. */
export function cellKeys(cells: readonly string[]): CellKeys {
  const count = cells.length;
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(2 * count + 1)));
  const table = new Int32Array(slots).fill(-1);
  const slotOf = (h: number, l: number): number => {
    let mixed = Math.imul(h ^ Math.imul(l, 0x9e3779b1), 0x85ebca6b);
    mixed ^= mixed >>> 15;
    let slot = mixed & (slots - 1);
    while (table[slot] !== -1) {
      const place = table[slot] as number;
      if (high[place] === h && low[place] === l) return slot;
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  };
  const resolution = count > 0 && isValidCell(cells[0] as string) ? getResolution(cells[0] as string) : 0;
  for (let i = 0; i < count; i++) {
    const cell = cells[i] as string;
    if (!isValidCell(cell)) throw odd(i, 'This is no H3 cell: an index of 15 or 16 hexadecimal digits is expected.');
    const [h, l] = halves(cell);
    if (((h >>> 20) & 15) !== resolution) throw odd(i, 'All cells must have the resolution of the first.');
    const slot = slotOf(h >>> 0, l >>> 0);
    if (table[slot] !== -1) throw odd(i, 'This cell is there twice.');
    high[i] = h;
    low[i] = l;
    table[slot] = i;
  }
  return { high, low, resolution, placeOf: (h, l) => table[slotOf(h >>> 0, l >>> 0)] as number };
}

/** Weights among H3 cells of one resolution; neighbors are the cells of the set at a grid distance from 1 to `rings`. */
export function h3Rings(cells: readonly string[], rings: number): SpatialWeights {
  const keys = cellKeys(cells);
  const count = cells.length;
  const start = new Int32Array(count + 1);
  const disk = 3 * rings * (rings + 1);
  let neighbor = new Int32Array(Math.max(16, Math.min(count * disk, 4_000_000)));
  const walk = diskWalk(keys, rings);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + disk > neighbor.length) {
      const grown = new Int32Array(2 * neighbor.length + disk);
      grown.set(neighbor);
      neighbor = grown;
    }
    const end = walk(i, neighbor, at);
    at = end >= 0 ? end : askLibrary(cells[i] as string, i, neighbor, at);
    sortRange(neighbor, start[i] as number, at);
    start[i + 1] = at;
  }
  return { count, start, neighbor: neighbor.slice(0, at), weight: null };

  function askLibrary(cell: string, i: number, into: Int32Array, from: number): number {
    let to = from;
    for (const other of gridDisk(cell, rings)) {
      const [h, l] = halves(other);
      const place = keys.placeOf(h, l);
      if (place >= 0 && place !== i) into[to++] = place;
    }
    return to;
  }
}

/** A spiral round a cell, ring by ring; answers the end of what it wrote, −1 when the way leaves the base cell (or starts in a pentagon's). */
function diskWalk(keys: CellKeys, rings: number): (i: number, into: Int32Array, at: number) => number {
  const { resolution, high, low, placeOf } = keys;
  const digits = new Uint8Array(16);
  const atPentagon = new Map<number, boolean>();
  let baseHigh = 0;
  const step = (direction: number): boolean => {
    let carry = direction;
    for (let r = resolution; carry !== CENTER; r--) {
      if (r === 0) return false;
      const packed = digitAfterStep(r, digits[r] as number, carry);
      digits[r] = packed & 7;
      carry = packed >> 3;
    }
    return true;
  };
  return (i, into, at) => {
    const h = high[i] as number;
    const l = low[i] as number;
    const base = (h >>> 13) & 127;
    let pentagon = atPentagon.get(base);
    if (pentagon === undefined) {
      pentagon = isPentagon(baseCellIndex(base));
      atPentagon.set(base, pentagon);
    }
    if (pentagon) return -1;
    // Bits of mode, resolution and base cell; digits from the fourteenth on lie in the lower half.
    baseHigh = h & 0xffffe000;
    for (let r = 1; r <= resolution; r++) digits[r] = digitOf(h, l, r);
    let to = at;
    for (let ring = 1; ring <= rings; ring++) {
      if (!step(DIGIT_STEPS[4] as number)) return -1;
      for (let side = 0; side < 6; side++) {
        for (let along = 0; along < ring; along++) {
          if (!step(DIGIT_STEPS[side] as number)) return -1;
          let newHigh = baseHigh;
          let newLow = 0;
          for (let r = 1; r <= 15; r++) {
            const digit = r <= resolution ? (digits[r] as number) : 7;
            const shift = 45 - 3 * r;
            if (shift >= 32) newHigh |= digit << (shift - 32);
            else {
              newLow |= digit << shift;
              if (shift === 30) newHigh |= digit >>> 2;
            }
          }
          const place = placeOf(newHigh, newLow);
          if (place >= 0) into[to++] = place;
        }
      }
    }
    return to;
  };
}

/** Digit of resolution r: three bits each, from bit 42 downward; that of resolution 5 lies across both halves. */
function digitOf(high: number, low: number, r: number): number {
  const shift = 45 - 3 * r;
  if (shift >= 32) return (high >>> (shift - 32)) & 7;
  if (shift === 30) return ((low >>> 30) | (high << 2)) & 7;
  return (low >>> shift) & 7;
}

/** The index of a base cell as text: mode 1, resolution 0, all digits 7. */
function baseCellIndex(base: number): string {
  return (0x08001fff + base * 8192).toString(16).padStart(8, '0').concat('ffffffff').slice(-15);
}
