// Features at the door: coordinates, rings, depth and size.
import { describe, expect, it } from 'vitest';
import { crsIssue, type Geometry, positionFault, readFeature, readGeometry } from '../../../geodata/formats/geojson.ts';

const ALL: Geometry['type'][] = ['Point', 'LineString', 'Polygon', 'MultiPolygon'];
const SQUARE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
];

function read(geometry: unknown, allowed = ALL): { geometry: Geometry | null; codes: string[] } {
  const codes: string[] = [];
  return { geometry: readGeometry(geometry, allowed, (code) => codes.push(code)), codes };
}

describe('readGeometry', () => {
  it.each([
    { type: 'Point', coordinates: [13.1, 11.8] },
    { type: 'LineString', coordinates: SQUARE },
    { type: 'Polygon', coordinates: [SQUARE] },
    { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE]] },
    { type: 'Point', coordinates: [-180, 90] },
    { type: 'Point', coordinates: [180, -90] },
  ])('takes $type as it is', (geometry) => {
    expect(read(geometry)).toEqual({ geometry, codes: [] });
  });

  it.each([
    ['a latitude of 95', { type: 'Point', coordinates: [120, 95] }, 'out_of_range'],
    ['a longitude of 181', { type: 'Point', coordinates: [181, 10] }, 'out_of_range'],
    ['swapped axes', { type: 'Point', coordinates: [11.8, 113.1] }, 'swapped_axes'],
    ['1e999', JSON.parse('{"type":"Point","coordinates":[1e999,11]}'), 'not_finite'],
    ['a text', { type: 'Point', coordinates: ['13', 11] }, 'not_a_number'],
    ['null', { type: 'Point', coordinates: [null, 11] }, 'not_a_number'],
    ['one number', { type: 'Point', coordinates: [13] }, 'wrong_geometry'],
    ['no coordinates', { type: 'Point' }, 'wrong_geometry'],
    ['no geometry', null, 'wrong_geometry'],
    ['a collection', { type: 'GeometryCollection', geometries: [] }, 'wrong_geometry'],
    ['a line of one position', { type: 'LineString', coordinates: [[1, 2]] }, 'wrong_geometry'],
    ['an open ring', { type: 'Polygon', coordinates: [SQUARE.slice(0, 4)] }, 'invalid_polygon'],
    ['a ring of three', { type: 'Polygon', coordinates: [[...SQUARE.slice(0, 2), [0, 0]]] }, 'invalid_polygon'],
    ['no rings', { type: 'Polygon', coordinates: [] }, 'wrong_geometry'],
  ])('refuses %s', (_, geometry, code) => {
    expect(read(geometry)).toEqual({ geometry: null, codes: [code] });
  });

  it('refuses 10,001 vertices and takes 10,000', () => {
    const line = (count: number) => ({ type: 'LineString', coordinates: Array.from({ length: count }, () => [1, 2]) });
    expect(read(line(10_001)).codes).toEqual(['too_many_vertices']);
    expect(read(line(10_000)).codes).toEqual([]);
  });

  it('counts the vertices of all rings together', () => {
    const ring = [...Array.from({ length: 5001 }, () => [1, 2])];
    expect(read({ type: 'Polygon', coordinates: [ring, ring] }).codes).toEqual(['too_many_vertices']);
  });

  it('drops altitudes and says so once', () => {
    const line = { type: 'LineString', coordinates: [...SQUARE.map((one) => [...one, 300])] };
    expect(read(line)).toEqual({ geometry: { type: 'LineString', coordinates: SQUARE }, codes: ['altitude_dropped'] });
  });

  it('refuses a type that is not wanted', () => {
    expect(read({ type: 'Polygon', coordinates: [SQUARE] }, ['Point']).codes).toEqual(['wrong_geometry']);
  });
});

describe('positionFault', () => {
  it('calls axes swapped only where the exchange would fit', () => {
    expect(positionFault(11, 113)?.[0]).toBe('swapped_axes');
    expect(positionFault(100, 113)?.[0]).toBe('out_of_range');
    expect(positionFault(11, 200)?.[0]).toBe('out_of_range');
    expect(positionFault(13.1, 11.8)).toBeNull();
  });
});

describe('readFeature', () => {
  const code = (text: string | null) => {
    const found = readFeature({ row: 7, text });
    return 'code' in found ? [found.code, found.row] : found;
  };

  it('names properties in lower case and keeps the geometry as it is', () => {
    expect(code('{"properties":{"LGA_Name":"Bama"},"geometry":{"type":"Point"}}')).toEqual({
      row: 7,
      values: { lga_name: 'Bama' },
      geometry: { type: 'Point' },
    });
  });

  it('tells NaN, broken JSON and too many vertices apart', () => {
    expect(code('{"geometry":{"coordinates":[NaN,1]}}')).toEqual(['not_finite', 7]);
    expect(code('{"geometry":{"coordinates":[1, -Infinity]}}')).toEqual(['not_finite', 7]);
    expect(code('{"properties":{"a":1,}}')).toEqual(['broken_json', 7]);
    expect(code('[1,2]')).toEqual(['broken_json', 7]);
    expect(code(null)).toEqual(['too_many_vertices', 7]);
  });

  it('does not let a property change the prototype', () => {
    const found = readFeature({ row: 1, text: '{"properties":{"__proto__":{"polluted":1},"a":1}}' });
    expect('values' in found && Object.keys(found.values)).toEqual(['a']);
    expect('values' in found && 'polluted' in found.values).toBe(false);
  });
});

describe('crsIssue', () => {
  const named = (name: string) => crsIssue({ crs: { type: 'name', properties: { name } } });

  it('takes WGS 84 under its names and no crs at all', () => {
    expect([
      named('urn:ogc:def:crs:OGC:1.3:CRS84'),
      named('EPSG:4326'),
      named('urn:ogc:def:crs:EPSG::4326'),
      crsIssue({}),
    ]).toEqual([...[null, null, null, null]]);
    expect(named('http://www.opengis.net/def/crs/OGC/1.3/CRS84')).toBeNull();
  });

  it('refuses every other', () => {
    expect(named('urn:ogc:def:crs:EPSG::32633')?.code).toBe('foreign_crs');
    expect(named('EPSG:43260')?.code).toBe('foreign_crs');
    expect(crsIssue({ crs: { type: 'link', properties: { href: 'x' } } })?.code).toBe('foreign_crs');
  });
});
