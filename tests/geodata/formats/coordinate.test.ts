// Coordinates as people type them.
import { expect, it } from 'vitest';
import { coordinate, mayBeCoordinate } from '../../../geodata/formats/coordinate.ts';

it('reads decimal degrees, latitude first', () => {
  expect(coordinate('11.8469, 13.1572')).toEqual([13.1572, 11.8469]);
  expect(coordinate(' -11.5;13 ')).toEqual([13, -11.5]);
  expect(coordinate('11.8469N 13.1572E')).toEqual([13.1572, 11.8469]);
});

it('reads degrees, minutes and seconds, in the order that the letters say', () => {
  const [lon, lat] = coordinate(`11°50'49"N 13°9'26"E`) ?? [0, 0];
  expect(lat).toBeCloseTo(11 + 50 / 60 + 49 / 3600, 12);
  expect(lon).toBeCloseTo(13 + 9 / 60 + 26 / 3600, 12);
  expect(coordinate(`13°9'26"E, 11°50'49"N`)).toEqual([lon, lat]);
  expect(coordinate(`33°52'10"S 151°12'30"W`)).toEqual([-(151 + 12 / 60 + 30 / 3600), -(33 + 52 / 60 + 10 / 3600)]);
});

it('takes nothing out of range, nothing half said and no name', () => {
  for (const text of [
    '95, 13',
    '11, 181',
    '11',
    'Maiduguri',
    `11°60'0"N 13°0'0"E`,
    '11N 13N',
    '-11S 13E',
    '1e3, 2',
    '',
  ]) {
    expect(coordinate(text)).toBeNull();
  }
});

it('knows the beginning of a coordinate from a name, so that no half of one is ever sent', () => {
  for (const text of ['1', '11.84', '11.8469,', '-11', `11°50'`, '11.8N 13']) expect(mayBeCoordinate(text)).toBe(true);
  for (const text of ['Maiduguri', 'Clinic 3', 'N', 'Sène', '']) expect(mayBeCoordinate(text)).toBe(false);
});
