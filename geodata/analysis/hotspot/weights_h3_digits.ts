// How the digits of an H3 index change when one steps to the next cell. H3 divides each hexagon into seven, turned left or
// right by turns of resolution; a step is an addition in that lattice, with a carry to the coarser digit.

/** Digit of the child at the center. */
export const CENTER = 0;

// Digits 1 to 6 as axial coordinates on the axes i and j at 120° (k = 0 after normalizing): k, j, jk, i, ik, ij.
const UNITS: readonly (readonly [number, number])[] = [
  [0, 0],
  [-1, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
  [0, -1],
  [1, 1],
];

/** Directions of the six sides of a ring, after a step outward along i. */
export const DIGIT_STEPS: readonly number[] = [2, 3, 1, 5, 4, 6];

/**
 * A coarser unit in finer units, for odd resolutions (turned left) and even ones (turned right): columns i and j of the
 * aperture-7 maps of the H3 documentation, "Hierarchical grid", brought to k = 0.
 */
const FINER = {
  odd: { i: [2, -1], j: [1, 3] },
  even: { i: [3, 1], j: [-1, 2] },
} as const;

/** Table of 2 × 7 × 7: new digit in the low three bits, digit to carry above them. */
const TABLE = new Uint8Array(98);
for (const turn of ['even', 'odd'] as const) {
  const { i, j } = FINER[turn];
  for (let digit = 0; digit < 7; digit++) {
    for (let step = 0; step < 7; step++) {
      const [a, b] = UNITS[digit] as [number, number];
      const [c, d] = UNITS[step] as [number, number];
      for (let carry = 0; carry < 7; carry++) {
        const [u, v] = UNITS[carry] as [number, number];
        const restI = a + c - (u * i[0] + v * j[0]);
        const restJ = b + d - (u * i[1] + v * j[1]);
        const found = UNITS.findIndex(([p, q]) => p === restI && q === restJ);
        if (found >= 0) TABLE[(turn === 'odd' ? 49 : 0) + 7 * digit + step] = (carry << 3) | found;
      }
    }
  }
}

/** New digit (low three bits) and carry (above) when the digit of resolution r takes a step. */
export function digitAfterStep(r: number, digit: number, step: number): number {
  return TABLE[((r & 1) === 1 ? 49 : 0) + 7 * digit + step] as number;
}
