// H3 cells of one resolution as two halves of 32 bits, each given a number when it is first seen. Knows nothing else of cells.

/** The lower 20 bits of the upper half: those above tell resolution and kind, which all cells here share. */
const HIGH_BITS = 2 ** 20;
const LOW = 2 ** 32;

export class CellPlaces {
  readonly #places = new Map<number, number>();
  readonly #names: string[] = [];

  of(high: number, low: number): number {
    const key = (high % HIGH_BITS) * LOW + low;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#names.push(high.toString(16) + low.toString(16).padStart(8, '0')) - 1;
    this.#places.set(key, place);
    return place;
  }

  /** The cells in ascending order, and for each number its place among them. */
  ranked(): { readonly cells: string[]; readonly ranks: Uint32Array } {
    const byName = [...this.#names.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1));
    const ranks = new Uint32Array(byName.length);
    for (const [rank, [place]] of byName.entries()) ranks[place] = rank;
    return { cells: byName.map(([, name]) => name), ranks };
  }
}
