// Compressed tiles that were asked for last, up to a number of bytes. The key names the content (snapshot id and
// address), so an entry can be forgotten at any time but never be wrong.

export class TileCache {
  private readonly maxBytes: number;
  private readonly tiles = new Map<string, Uint8Array>();
  private readonly making = new Map<string, Promise<Uint8Array>>();
  private bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** What is kept under the key. */
  find(key: string): Uint8Array | undefined {
    const found = this.tiles.get(key);
    if (found === undefined) return undefined;
    this.tiles.delete(key);
    this.tiles.set(key, found);
    return found;
  }

  /** Makes the tile once for all who ask meanwhile, and keeps it. */
  make(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const underWay = this.making.get(key);
    if (underWay !== undefined) return underWay;
    const made = make()
      .then((tile) => {
        this.keep(key, tile);
        return tile;
      })
      .finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  private keep(key: string, tile: Uint8Array): void {
    const size = sizeOf(key, tile);
    if (size > this.maxBytes) return;
    const before = this.tiles.get(key);
    if (before !== undefined) {
      this.tiles.delete(key);
      this.bytes -= sizeOf(key, before);
    }
    this.tiles.set(key, tile);
    this.bytes += size;
    for (const [oldest, old] of this.tiles) {
      if (this.bytes <= this.maxBytes) return;
      this.tiles.delete(oldest);
      this.bytes -= sizeOf(oldest, old);
    }
  }
}

/** What one entry costs: its bytes, its key and about as much again as the map needs. */
const sizeOf = (key: string, tile: Uint8Array): number => tile.byteLength + 2 * key.length + 200;
