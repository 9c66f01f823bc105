// A world of a million cells and a million incidents is yielded row by row: it never lies in memory.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { smallWorld } from './season.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes in use once garbage is gone. */
function heldMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

describe('a world at scale 1000', () => {
  it.each(['incidents', 'population'] as const)(
    'yields about a million rows of %s within 60 seconds, and memory stays flat',
    (noun) => {
      const world = smallWorld({ scale: 1000 });
      const before = heldMegabytes();
      let rows = 0;
      let most = 0;
      for (const _ of world[noun]()) {
        rows++;
        if (rows % 250_000 === 0) most = Math.max(most, heldMegabytes() - before);
      }
      expect(rows).toBeGreaterThan(980_000);
      expect(rows).toBeLessThan(1_020_000);
      expect(most).toBeLessThan(10);
    },
    60_000,
  );
});
