// Columns on the wire come back as they went, as views and not as copies.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packColumns, unpackColumns } from '../../../geodata/formats/columns.ts';

it('brings back header and columns bit by bit, NaN and letters beyond ASCII included', () => {
  fc.assert(
    fc.property(
      fc.record({ name: fc.string({ unit: 'binary' }), n: fc.integer() }),
      fc.float64Array(),
      fc.int32Array(),
      (header, people, area) => {
        const bytes = packColumns(header, { people, area, women: people });
        const back = unpackColumns<typeof header>(bytes.buffer as ArrayBuffer);
        expect(back.header).toMatchObject(header);
        expect(back.columns['people']).toEqual(people);
        expect(back.columns['area']).toEqual(area);
        expect(back.columns['women']).toEqual(people);
      },
    ),
  );
});

it('gives views into the buffer, and refuses one that was cut off', () => {
  const bytes = packColumns({}, { people: new Float64Array([1, 2, 3]) });
  expect(unpackColumns(bytes.buffer as ArrayBuffer).columns['people']?.buffer).toBe(bytes.buffer);
  expect(() => unpackColumns(bytes.slice(0, 10).buffer)).toThrow(RangeError);
  expect(() => unpackColumns(bytes.slice(0, bytes.length - 8).buffer)).toThrow(RangeError);
});
