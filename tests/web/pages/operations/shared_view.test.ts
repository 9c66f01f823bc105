// What a link and a saved view hold of the board: filters, days and a coarse camera, read back equal, and never a place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardViewInput } from '../../../../geodata/schema/board_view.ts';
import { BoardEngine } from '../../../../web/pages/operations/board_engine.ts';
import { NO_PLACES } from '../../../../web/pages/operations/place_filter.ts';
import {
  applyShared,
  coarse,
  hashOfShared,
  sharedOf,
  sharedOfHash,
} from '../../../../web/pages/operations/shared_view.ts';
import { anyRow, CELLS, columnsOf, FIRST_DAY } from '../../../geodata/analysis/board/board_rows.ts';

const engineOf = (rows: Parameters<typeof columnsOf>[0] = []) =>
  new BoardEngine(columnsOf(rows), {
    request: (work) => {
      work(0);
      return 0;
    },
    cancel: () => {},
  });

describe('a shared view', () => {
  it('is read back from its address as it was, and the server takes it as a saved view', () => {
    const camera = fc.option(
      fc.record({
        lon: fc.double({ min: -180, max: 180, noNaN: true }),
        lat: fc.double({ min: -85, max: 85, noNaN: true }),
        zoom: fc.double({ min: 0, max: 22, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 3, maxLength: 20 }),
        fc.record({ type: fc.nat(511), source: fc.nat(63), verification: fc.nat(7) }),
        fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }), fc.constantFrom('', 'NG002')),
        camera,
        (rows, words, [from, days, pcode], at) => {
          const engine = engineOf(rows);
          engine.setWords('type', words.type);
          engine.setWords('source', words.source);
          engine.setWords('verification', words.verification);
          engine.setWindow(FIRST_DAY + from, FIRST_DAY + from + days);
          engine.setPlaces({ ...NO_PLACES, pcode });
          const shared = sharedOf(engine, at);
          expect(boardViewInput.parse({ name: 'A view', view: shared }).view).toEqual(shared);
          const read = sharedOfHash(hashOfShared(shared, true));
          expect(read.isWall).toBe(true);
          expect(read.shared).toEqual(shared);
          const again = engineOf(rows);
          applyShared(again, shared);
          expect([again.window, again.places.pcode]).toEqual([engine.window, pcode]);
          expect(again.counts.allowed('type')).toBe(engine.counts.allowed('type'));
        },
      ),
    );
  });

  it('holds no chosen cell and no camera that would name a place', () => {
    const engine = engineOf();
    engine.setPlaces({ ...NO_PLACES, cells: [CELLS[3] as string], box: [13.1, 11.8, 13.2, 11.9] });
    const hash = hashOfShared(sharedOf(engine, { lon: 13.123456, lat: 11.987654, zoom: 17.3 }), false);
    expect(hash).not.toContain(CELLS[3]);
    expect(hash).toContain('map=12.00/11.99/13.12');
    expect(coarse(null)).toBeNull();
  });

  it('leaves out what cannot be read: unknown words, days that are none, cameras out of range', () => {
    expect(sharedOfHash('#types=rape').shared).toBeNull();
    expect(sharedOfHash('#days=2026-02-31x/2026-03-01').shared).toBeNull();
    expect(sharedOfHash('#days=2026-03-02/2026-03-01').shared).toBeNull();
    const { shared } = sharedOfHash('#last=30&types=rape,__proto__&areas=NG002,<x>&map=8/99/13&other=1');
    expect(shared).toEqual({
      filters: { types: ['rape'], verifications: [], sources: [], placePrecisions: [], areas: ['NG002'] },
      window: { lastDays: 30 },
      camera: null,
    });
  });
});
