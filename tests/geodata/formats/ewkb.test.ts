// Geometry as hexadecimal EWKB, byte by byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EwkbGeometry, ewkbHex } from '../../../geodata/formats/ewkb.ts';
import type { Position } from '../../../geodata/schema/geometry.ts';

/** An independent reader of EWKB, for the round trip. */
class Reader {
  readonly #bytes: Buffer;
  #at = 9;

  constructor(hex: string) {
    this.#bytes = Buffer.from(hex, 'hex');
    expect(this.#bytes[0]).toBe(1);
    expect(this.#bytes.readUInt32LE(5)).toBe(4326);
  }

  #double(): number {
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  #list<T>(one: () => T): T[] {
    this.#at += 4;
    return Array.from({ length: this.#bytes.readUInt32LE(this.#at - 4) }, one);
  }

  #position = (): Position => [this.#double(), this.#double()];
  #polygon = (): Position[][] => this.#list(() => this.#list(this.#position));

  #part = (): Position[][] => {
    expect([this.#bytes[this.#at], this.#bytes.readUInt32LE(this.#at + 1)]).toEqual([1, 3]);
    this.#at += 5;
    return this.#polygon();
  };

  #geometry(): EwkbGeometry {
    const type = this.#bytes.readUInt32LE(1) - 0x20000000;
    if (type === 1) return { type: 'Point', coordinates: this.#position() };
    if (type === 2) return { type: 'LineString', coordinates: this.#list(this.#position) };
    if (type === 3) return { type: 'Polygon', coordinates: this.#polygon() };
    expect(type).toBe(6);
    return { type: 'MultiPolygon', coordinates: this.#list(this.#part) };
  }

  geometry(): EwkbGeometry {
    const geometry = this.#geometry();
    expect(this.#at).toBe(this.#bytes.length);
    return geometry;
  }
}
const read = (hex: string): EwkbGeometry => new Reader(hex).geometry();

const lon = fc.double({ min: -180, max: 180, noNaN: true });
const lat = fc.double({ min: -90, max: 90, noNaN: true });
const position: fc.Arbitrary<Position> = fc.tuple(lon, lat);
const ring = fc.array(position, { minLength: 4, maxLength: 12 });

describe('ewkbHex', () => {
  it('writes what PostGIS writes for POINT(1 2) and LINESTRING(1 2, 3 4)', () => {
    // select st_geomfromtext('POINT(1 2)', 4326), st_geomfromtext('LINESTRING(1 2,3 4)', 4326)
    expect(ewkbHex({ type: 'Point', coordinates: [1, 2] })).toBe('0101000020E6100000000000000000F03F0000000000000040');
    const line = ewkbHex({
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(line).toBe('0102000020E610000002000000000000000000F03F000000000000004000000000000008400000000000001040');
  });

  it('reads back to the same geometry, bit by bit', () => {
    const geometry: fc.Arbitrary<EwkbGeometry> = fc.oneof(
      position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
      fc.array(position, { minLength: 2 }).map((coordinates) => ({ type: 'LineString' as const, coordinates })),
      fc.array(ring, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
      fc
        .array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
    );
    fc.assert(
      fc.property(geometry, (one) => {
        expect(read(ewkbHex(one))).toEqual(one);
      }),
    );
  });

  it('keeps points apart although they are written into one buffer', () => {
    const [first, second] = [
      ewkbHex({ type: 'Point', coordinates: [1, 2] }),
      ewkbHex({ type: 'Point', coordinates: [3, 4] }),
    ];
    expect(read(first)).toEqual({ type: 'Point', coordinates: [1, 2] });
    expect(read(second)).toEqual({ type: 'Point', coordinates: [3, 4] });
  });

  it('writes a line of ten thousand positions', () => {
    const coordinates = Array.from({ length: 10_000 }, (_, index): Position => [index / 100, -index / 200]);
    expect(read(ewkbHex({ type: 'LineString', coordinates }))).toEqual({ type: 'LineString', coordinates });
  });
});
