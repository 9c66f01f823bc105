// Typed places, positions and areas: what is read, on the device alone.
import { describe, expect, it } from 'vitest';
import { areasWithin, placeReader } from '../../../../web/pages/find/place_step_find.ts';

const area = (pcode: string, adminLevel: number, name: string, lon = 13, lat = 12) => ({
  pcode,
  adminLevel,
  name,
  lon,
  lat,
});
const AREAS = [
  area('NG008', 1, 'Borno', 13, 11.8),
  area('NG008002', 2, 'Bama', 13.7, 11.5),
  area('NG008003', 2, 'Konduga', 13.4, 11.6),
  area('NG009', 1, 'Yobe', 11.5, 12),
  area('NG0080021', 3, 'Bama Kasuwa', 13.69, 11.52),
];
const PLACES = [
  { name: 'Bama', kind: 'town', lon: 13.685, lat: 11.521 },
  { name: 'Maïduguri', kind: 'city', lon: 13.15, lat: 11.84 },
  { name: 'Bamenda', kind: 'village', lon: 13.2, lat: 11.9 },
  { name: 'بنقاسي', kind: 'village', lon: 13.3, lat: 11.7 },
];
const read = placeReader({ places: PLACES, areas: AREAS });
const names = (text: string) => {
  const typed = read(text);
  return typed.kind === 'places' ? typed.places.map(({ name }) => name) : typed.kind;
};

describe('a typed place', () => {
  it('is found by its beginning, without accents, misspelled, and in Arabic letters of another form', () => {
    expect(names('maidu')).toEqual(['Maïduguri']);
    expect(names('Maidugury')).toEqual(['Maïduguri']);
    expect(names('بنقاسى')).toEqual(['بنقاسي']);
    expect(names('Kondugga')).toEqual(['Konduga']);
  });

  it('is not guessed at where some name holds the letters as they were typed', () => {
    expect(names('Bame')).toEqual(['Bamenda']);
    expect(names('Bamend')).toEqual(['Bamenda']);
    expect(names('Bamma')).toContain('Bama');
  });

  it('comes with its area, the place before the area of the same name', () => {
    const typed = read('bama');
    if (typed.kind !== 'places') throw new Error('nothing was found');
    expect(typed.places.slice(0, 2)).toMatchObject([
      { name: 'Bama', isArea: false, near: 'Bama Kasuwa', lon: 13.685 },
      { name: 'Bama', isArea: true, near: 'Borno', lon: 13.7 },
    ]);
  });

  it('that is nowhere is said to be nowhere', () => {
    expect(names('Xanadu')).toEqual([]);
    expect(names('  ')).toBe('nothing');
    expect(names('؟')).toBe('nothing');
  });
});

describe('a typed position', () => {
  it.each([
    ['11.8469, 13.1572', 13.1572, 11.8469],
    ['11,8469 13,1572', 13.1572, 11.8469],
    ['11,8469; 13,1572', 13.1572, 11.8469],
    ['١١٫٨٤٦٩، ١٣٫١٥٧٢', 13.1572, 11.8469],
    ['11°50\'49"N 13°9\'26"E', 13.157222, 11.846944],
    ['−1.5, 36.8', 36.8, -1.5],
  ])('%s is read', (text, lon, lat) => {
    const typed = read(text);
    if (typed.kind !== 'position') throw new Error(typed.kind);
    expect(typed.lon).toBeCloseTo(lon, 5);
    expect(typed.lat).toBeCloseTo(lat, 5);
  });

  it('that is not whole yet, or is out of range, is no position', () => {
    expect(read('11.8').kind).toBe('incomplete');
    expect(read('95.1, 13').kind).toBe('incomplete');
  });
});

describe('areas', () => {
  it('are listed level by level, by name, each once', () => {
    const of = (parent: (typeof AREAS)[number] | null) => areasWithin(AREAS, parent, 'en').map(({ name }) => name);
    expect(of(null)).toEqual(['Borno', 'Yobe']);
    expect(of(AREAS[0]!)).toEqual(['Bama', 'Konduga']);
    expect(of(AREAS[1]!)).toEqual(['Bama Kasuwa']);
    expect(of(AREAS[3]!)).toEqual([]);
  });
});
