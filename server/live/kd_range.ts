// The rows of a kd-tree that lie in a box, in the order they have in memory, written into one reused array. KDBush's
// own range gives the same rows in an order that jumps, in a new array for every tile: a fifth of the time of a tile.
// Knows the layout of KDBush 4: coords in tree order, halves around the middle, split by x and y in turn.
import type KDBush from 'kdbush';

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export class RowsInBox {
  private readonly coords: KDBush['coords'];
  private readonly nodeSize: number;
  private found = new Uint32Array(1 << 12);
  private count = 0;

  constructor(tree: KDBush) {
    this.coords = tree.coords;
    this.nodeSize = tree.nodeSize;
  }

  /** Places in the tree, ascending; edges of the box count as inside. Good until the next call. */
  find(box: Box): Uint32Array {
    this.count = 0;
    this.visit(box, { left: 0, right: this.coords.length / 2 - 1, byX: true });
    return this.found.subarray(0, this.count);
  }

  /** Invariant: every place in left..middle−1 is ≤ the middle along the axis, every place in middle+1..right is ≥. */
  private visit(box: Box, { left, right, byX }: { left: number; right: number; byX: boolean }): void {
    if (right - left <= this.nodeSize) {
      this.scan(box, left, right);
      return;
    }
    const middle = (left + right) >> 1;
    const split = this.coords[2 * middle + (byX ? 0 : 1)]!;
    if ((byX ? box.minX : box.minY) <= split) this.visit(box, { left, right: middle - 1, byX: !byX });
    this.scan(box, middle, middle);
    if ((byX ? box.maxX : box.maxY) >= split) this.visit(box, { left: middle + 1, right, byX: !byX });
  }

  private scan({ minX, minY, maxX, maxY }: Box, left: number, right: number): void {
    this.reserve(right - left + 1);
    const { coords, found } = this;
    let { count } = this;
    for (let i = left; i <= right; i++) {
      const x = coords[2 * i]!;
      const y = coords[2 * i + 1]!;
      if (x >= minX && x <= maxX && y >= minY && y <= maxY) found[count++] = i;
    }
    this.count = count;
  }

  private reserve(more: number): void {
    if (this.count + more <= this.found.length) return;
    const grown = new Uint32Array(Math.max(this.count + more, this.found.length * 2));
    grown.set(this.found.subarray(0, this.count));
    this.found = grown;
  }
}
