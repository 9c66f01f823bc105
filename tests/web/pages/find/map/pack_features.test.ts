// What the map draws of a directory: numbers in the order of the list, rings and marks of what is doubtful.
import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../../../geodata/schema/pack.ts';
import { discName, discOf } from '../../../../../web/pages/find/map/disc_names.ts';
import {
  areaNames,
  boxOf,
  type Drawn,
  drawnServices,
  placeNames,
  serviceFeatures,
} from '../../../../../web/pages/find/map/pack_features.ts';
import { demoDirectory } from './demo_pack.ts';

const directory = demoDirectory();
const drawn = (change: Partial<Drawn> = {}) => drawnServices({ directory, entries: [], language: 'en', ...change });
const entries = Array.from({ length: 12 }, (_, index) => ({
  service: 40 - index,
  openOnArrival: [true, false, null][index % 3] as boolean | null,
  doubts: [],
}));

describe('services on the map', () => {
  it('are those of the list, in its order, the first ten with their number', () => {
    const services = drawn({ entries });
    expect(services.map(({ id }) => id)).toEqual(entries.map((entry) => directory.services[entry.service]?.id));
    expect(services.map(({ disc }) => discOf(disc)?.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, null, null]);
  });

  it('say open, closed or not known on arrival, and never open where it is not known', () => {
    expect(drawn({ entries }).map(({ disc }) => discOf(disc)?.open)).toEqual(
      entries.map(({ openOnArrival }) => (openOnArrival === null ? 'unknown' : openOnArrival ? 'open' : 'closed')),
    );
  });

  it('pass over an entry that the directory does not hold', () => {
    expect(drawn({ entries: [{ service: 1e6, openOnArrival: true, doubts: [] }] })).toEqual([]);
  });

  it('carry their name in the language of the page where there is one', () => {
    const [first] = drawn({ entries, language: 'ar' });
    expect(first?.name).toBe(directory.services[40]?.translations['ar']?.name);
    expect(drawn({ entries, language: 'fr' })[0]?.name).toBe(directory.services[40]?.name);
  });

  it('stand where the directory says', () => {
    const [feature] = serviceFeatures(drawn({ entries })).features;
    expect(feature?.geometry.coordinates).toEqual([directory.services[40]?.lon, directory.services[40]?.lat]);
  });
});

describe('the mark of a doubtful entry', () => {
  const markWith = (doubts: Drawn['entries'][number]['doubts']) =>
    discOf(drawn({ entries: [{ service: 1, openOnArrival: true, doubts }] })[0]?.disc ?? '')?.mark;

  it('is that of the list, and a review is said before all else', () => {
    expect(markWith([])).toBe('none');
    expect(markWith(['hours-unknown', 'status-unknown'])).toBe('none');
    expect(markWith(['hours-unknown', 'stale'])).toBe('stale');
    expect(markWith(['stale', 'under-review'])).toBe('review');
  });
});

describe('the ground', () => {
  it('has every area and place of the directory by name', () => {
    const named = (features: { properties: { name: string } }[]) => features.map(({ properties }) => properties.name);
    expect(named(areaNames(directory).features)).toEqual(directory.areas.map(({ name }) => name));
    expect(named(placeNames(directory).features)).toEqual(directory.places.map(({ name }) => name));
    expect(directory.places.length).toBeGreaterThan(20);
  });

  it('has the box of what is on it, and none of nothing', () => {
    const empty: Pick<Directory, 'services'> = { services: [] };
    expect(boxOf(empty.services)).toBeNull();
    expect(
      boxOf([
        { lon: 13, lat: 11 },
        { lon: -2, lat: 40 },
      ]),
    ).toEqual([-2, 11, 13, 40]);
  });
});

describe('the name of a disc', () => {
  it('says the disc, and a foreign name says none', () => {
    const disc = { kind: 'safe_space', open: 'closed', mark: 'review', number: 10 } as const;
    expect(discOf(discName(disc))).toEqual(disc);
    expect(discOf(discName({ ...disc, number: null }))).toEqual({ ...disc, number: null });
    expect(discOf('service:medical:open:light')).toBeNull();
  });
});
