// A shape as text and back: what is drawn can be typed, and what is typed wrong is named by its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOfText, textOfShape } from '../../../web/map/typed_shape.ts';
import { boxOfGeometries } from '../../../web/map/work_box.ts';

const degree = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => value / 1e6);
const position = fc.tuple(degree(180), degree(90)).map(([lon, lat]) => [lon, lat]);

describe('a typed shape', () => {
  it('is the drawn one again, to a millionth of a degree', () => {
    fc.assert(
      fc.property(fc.uniqueArray(position, { minLength: 3, maxLength: 30, selector: String }), (positions) => {
        const ring = [...positions, positions[0] as number[]];
        const shapes = [
          { type: 'Point', coordinates: positions[0] as number[] },
          { type: 'LineString', coordinates: positions },
          { type: 'Polygon', coordinates: [ring] },
        ] as const;
        for (const shape of shapes) {
          const drawn = JSON.parse(JSON.stringify(shape)) as Parameters<typeof textOfShape>[0];
          expect(shapeOfText(shape.type, textOfShape(drawn))).toEqual({ kind: 'shape', geometry: drawn });
        }
      }),
    );
  });
  it('takes latitude first, degrees with letters, and blank lines', () => {
    const text = '\n11.8469, 13.1572\n\n11°54\'0"N 13°12\'0"E\n';
    expect(shapeOfText('LineString', text)).toEqual({
      kind: 'shape',
      geometry: {
        type: 'LineString',
        coordinates: [
          [13.1572, 11.8469],
          [13.2, 11.9],
        ],
      },
    });
  });
  it('names the line that is no position, counting blank ones', () => {
    expect(shapeOfText('LineString', '11.8, 13.1\n\nnear the well')).toEqual({ kind: 'line', line: 3 });
    expect(shapeOfText('Point', '95, 13')).toEqual({ kind: 'line', line: 1 });
  });
  it('says how many positions it takes', () => {
    expect(shapeOfText('Polygon', '11, 13\n11, 14')).toEqual({ kind: 'few', least: 3 });
    expect(shapeOfText('Point', '11, 13\n11, 14')).toEqual({ kind: 'many', most: 1 });
  });
  it('closes a ring once, whether or not the first corner was typed again', () => {
    const open = shapeOfText('Polygon', '11, 13\n11, 14\n12, 14');
    expect(shapeOfText('Polygon', '11, 13\n11, 14\n12, 14\n11, 13')).toEqual(open);
  });
});

describe('the box around things', () => {
  it('holds every position of every geometry, and is none where there is nothing', () => {
    expect(boxOfGeometries([])).toBeNull();
    expect(boxOfGeometries([{ type: 'GeometryCollection', geometries: [] }])).toBeNull();
    expect(
      boxOfGeometries([
        { type: 'Point', coordinates: [13, 11] },
        {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [14, 10],
                [15, 10],
                [15, 12],
                [14, 10],
              ],
            ],
          ],
        },
      ]),
    ).toEqual([13, 10, 15, 12]);
  });
});
