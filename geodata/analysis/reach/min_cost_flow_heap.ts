// A binary heap of (key, item) pairs in which equal keys leave by the smaller item, so that ties never hang on the order of
// insertion. It knows neither flows nor graphs.

export class TieHeap {
  private readonly keys: number[] = [];
  private readonly items: number[] = [];

  get size(): number {
    return this.items.length;
  }

  /** Key and item at the top; only while `size` is not 0. */
  get topKey(): number {
    return this.keys[0] as number;
  }
  get topItem(): number {
    return this.items[0] as number;
  }

  clear(): void {
    this.keys.length = 0;
    this.items.length = 0;
  }

  push(key: number, item: number): void {
    const { keys, items } = this;
    let at = items.length;
    keys.push(key);
    items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const aboveKey = keys[above] as number;
      if (aboveKey < key || (aboveKey === key && (items[above] as number) <= item)) break;
      keys[at] = aboveKey;
      items[at] = items[above] as number;
      at = above;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Takes the top away. */
  pop(): void {
    const { keys, items } = this;
    const key = keys.pop() as number;
    const item = items.pop() as number;
    const size = items.length;
    if (size === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && this.before(below + 1, below)) below++;
      const belowKey = keys[below] as number;
      if (key < belowKey || (key === belowKey && item <= (items[below] as number))) break;
      keys[at] = belowKey;
      items[at] = items[below] as number;
      at = below;
    }
    keys[at] = key;
    items[at] = item;
  }

  private before(a: number, b: number): boolean {
    const difference = (this.keys[a] as number) - (this.keys[b] as number);
    return difference < 0 || (difference === 0 && (this.items[a] as number) < (this.items[b] as number));
  }
}
