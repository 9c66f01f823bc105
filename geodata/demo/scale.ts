// How many rows a demo of a given scale has. Imports nothing, so that a command can check a scale without the towns.

/** Rows at scale 1, and how many more for every further unit of scale: counts grow linearly. */
export const GROWTH = {
  incident: [2800, 998],
  population: [7500, 993.5],
  service: [480, 10],
  zone: [26, 0.5],
  patrol: [34, 0.3],
} as const satisfies Record<string, readonly [number, number]>;
/** Streets, of which about 3,000 are there at scale 1, grow by this share of that number for each unit of scale. */
export const STREET_GROWTH = 0.03;

export const MAX_SCALE = 1000;

export function countAt(noun: keyof typeof GROWTH, scale: number): number {
  const [first, more] = GROWTH[noun];
  return Math.round(first + more * (scale - 1));
}
