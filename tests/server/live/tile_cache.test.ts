// What the tile cache keeps and for how long.
import { describe, expect, it } from 'vitest';
import { TileCache } from '../../../server/live/tile_cache.ts';

const bytes = (length: number) => new Uint8Array(length);

describe('TileCache', () => {
  it('makes a tile once for all who ask meanwhile and keeps it', async () => {
    const cache = new TileCache(10_000);
    let made = 0;
    const make = async () => {
      made += 1;
      return bytes(10);
    };
    const [a, b] = await Promise.all([cache.make('k', make), cache.make('k', make)]);
    expect(a).toBe(b);
    expect(made).toBe(1);
    expect(cache.find('k')).toBe(a);
  });

  it('forgets what was asked for longest ago', async () => {
    const cache = new TileCache(2_500);
    for (const key of ['a', 'b']) await cache.make(key, async () => bytes(900));
    cache.find('a');
    await cache.make('c', async () => bytes(900));
    expect(cache.find('a')).toBeDefined();
    expect(cache.find('b')).toBeUndefined();
    expect(cache.find('c')).toBeDefined();
  });

  it('passes on a tile that is larger than the cache without keeping it', async () => {
    const cache = new TileCache(100);
    expect(await cache.make('k', async () => bytes(500))).toHaveLength(500);
    expect(cache.find('k')).toBeUndefined();
  });

  it('tries again after a failure', async () => {
    const cache = new TileCache(1_000);
    await expect(cache.make('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.make('k', async () => bytes(3))).toHaveLength(3);
  });
});
