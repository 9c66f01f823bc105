// Roads that wait to be published in words: where they lie, what changes, and which come first.
import { describe, expect, it } from 'vitest';
import type { WaitingRoad } from '../../../../geodata/schema/road_publication.ts';
import { say } from '../../../../web/i18n/messages.ts';
import '../../../../web/i18n/office_wording.ts';
import {
  byUrgency,
  conditionText,
  isNow,
  isPublished,
  whereaboutsOf,
} from '../../../../web/pages/steward/road_publication_text.ts';

const road = (change: Partial<WaitingRoad> = {}): WaitingRoad => ({
  id: '00000000-0000-4000-8000-000000000001',
  datasetId: '00000000-0000-4000-8000-000000000002',
  roadClass: 'secondary',
  lengthMeters: 4000,
  seconds: 300,
  oneWay: false,
  closed: true,
  publishedClosed: false,
  publishedSeconds: 300,
  version: 2,
  geom: {
    type: 'LineString',
    coordinates: [
      [13, 11],
      [13.1, 11.1],
      [13.2, 11.2],
    ],
  },
  ...change,
});
const damboa = { name: 'Damboa', lon: 13.1, lat: 11 };
const far = { name: 'Far', lon: 20, lat: 20 };

describe('where a road lies', () => {
  it('is told from its middle and the nearest town', () => {
    expect(whereaboutsOf(road(), [far, damboa])).toEqual({
      lon: 13.1,
      lat: 11.1,
      town: 'Damboa',
      meters: expect.closeTo(11_120, -1),
      direction: 'north',
    });
  });

  it.each([
    ['northeast', [13.05, 11.05]],
    ['east', [13.05, 11.1]],
    ['south', [13.1, 11.15]],
    ['southwest', [13.15, 11.15]],
    ['west', [13.15, 11.1]],
    ['northwest', [13.15, 11.05]],
    ['southeast', [13.05, 11.15]],
  ] as const)('%s of the town', (direction, [lon, lat]) => {
    expect(whereaboutsOf(road(), [{ name: 'Town', lon, lat }]).direction).toBe(direction);
  });

  it('is in the town where it is near, and stays a position where no town is known', () => {
    expect(whereaboutsOf(road(), [{ name: 'Town', lon: 13.1, lat: 11.105 }]).direction).toBeNull();
    expect(whereaboutsOf(road(), [])).toMatchObject({ town: null, lon: 13.1, lat: 11.1 });
  });
});

describe('the condition of a road', () => {
  const now = (change: Partial<WaitingRoad>) => say(conditionText(isNow(road(change))));

  it('is closed, or open with its minutes', () => {
    expect(now({})).toBe('closed');
    expect(now({ closed: false, seconds: 90 })).toBe('open, 1.5 min to drive');
    expect(now({ closed: false, seconds: 3600 })).toBe('open, 60 min to drive');
    expect(now({ closed: false, seconds: null })).toBe('open, time by its class');
  });

  it('that everybody reads is what was published', () => {
    const published = isPublished(road({ closed: false, publishedClosed: true }));
    expect(say(conditionText(published))).toBe('closed');
  });
});

describe('the order of roads', () => {
  it('puts what is shut and told to be open first, then what is open and told to be shut, the longer before', () => {
    const shut = road({ id: 'a' });
    const longShut = road({ id: 'b', lengthMeters: 9000 });
    const opened = road({ id: 'c', closed: false, publishedClosed: true });
    const slower = road({ id: 'd', closed: false, seconds: 900, lengthMeters: 50_000 });
    expect(byUrgency([slower, opened, shut, longShut]).map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd']);
  });
});
