// Numbers places of a road graph from 0 as they come: pieces of road that end at the same place meet there.

/** Places that are the same in steps of 1e-7 degrees (1 cm) are one. */
const STEPS_PER_DEGREE = 1e7;
const STEPS_AROUND = 360 * STEPS_PER_DEGREE;

/** Open addressing over two columns of whole steps, at most half full. `most`: places that may come. */
export function placeNumbers(most: number) {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * most)));
  const slots = new Int32Array(size).fill(-1);
  const column = new Float64Array(most);
  const row = new Float64Array(most);
  const [lon, lat] = [new Float64Array(most), new Float64Array(most)];
  let count = 0;
  return {
    /** The number of the place at these degrees. */
    of(x: number, y: number): number {
      const across = Math.round((x + 180) * STEPS_PER_DEGREE) % STEPS_AROUND;
      const up = Math.round((y + 90) * STEPS_PER_DEGREE);
      let slot = (Math.imul(across | 0, 0x9e3779b1) ^ Math.imul(up | 0, 0x85ebca6b)) >>> 0;
      slot = (slot ^ (slot >>> 15)) & (size - 1);
      for (let node = slots[slot] as number; node >= 0; node = slots[slot] as number) {
        if (column[node] === across && row[node] === up) return node;
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = count;
      column[count] = across;
      row[count] = up;
      lon[count] = x;
      lat[count] = y;
      return count++;
    },
    /** Degrees by number, as each place came first. */
    positions: () => ({ lon: lon.slice(0, count), lat: lat.slice(0, count) }),
  };
}
