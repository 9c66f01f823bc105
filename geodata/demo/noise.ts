// Smooth noise over the plane: what makes borders wind, roads bend and villages gather. Knows no geography.

/** A number in [0, 1) from two whole numbers and a salt; the finalizer is that of MurmurHash3. */
export function hashUnit(x: number, y: number, salt: number): number {
  let hash = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(salt | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** Value noise in [0, 1): random numbers on the whole-number lattice, joined by a curve with no kink. */
export function valueNoise(x: number, y: number, salt: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const across = x - column;
  const up = y - row;
  const eastward = across * across * (3 - 2 * across);
  const northward = up * up * (3 - 2 * up);
  const southWest = hashUnit(column, row, salt);
  const southEast = hashUnit(column + 1, row, salt);
  const northWest = hashUnit(column, row + 1, salt);
  const northEast = hashUnit(column + 1, row + 1, salt);
  const south = southWest + (southEast - southWest) * eastward;
  const north = northWest + (northEast - northWest) * eastward;
  return south + (north - south) * northward;
}

/** Octaves of value noise, each half as wide and `fade` times as strong as the one before; in [0, 1). */
export function layeredNoise(
  x: number,
  y: number,
  options: { readonly salt: number; readonly octaves: number; readonly fade: number },
): number {
  let sum = 0;
  let reach = 0;
  let strength = 1;
  let frequency = 1;
  for (let octave = 0; octave < options.octaves; octave++) {
    sum += strength * valueNoise(x * frequency, y * frequency, options.salt + octave * 101);
    reach += strength;
    strength *= options.fade;
    frequency *= 2;
  }
  return sum / reach;
}
