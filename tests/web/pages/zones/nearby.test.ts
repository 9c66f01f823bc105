// What is near a zone: distances against known ones, and counts that are only ever those of the role.
import { describe, expect, it } from 'vitest';
import type { IncidentPicture, PatrolFeature, ServiceFeature } from '../../../../web/api.ts';
import {
  hoursIn,
  metersToLine,
  metersToPoint,
  patrolsNear,
  reportsIn,
  servicesNear,
} from '../../../../web/pages/zones/nearby.ts';

describe('distances', () => {
  it('agree with the geodesic within a thousandth over some kilometers', () => {
    // Geodesics of WGS 84 by GeographicLib: one hundredth of a degree north and east of 13.15 E, 11.85 N.
    expect(metersToPoint([13.15, 11.85], [13.15, 11.86])).toBeCloseTo(1106.2, 0);
    expect(metersToPoint([13.15, 11.85], [13.16, 11.85])).toBeCloseTo(1089.6, 0);
  });

  it('do not go around the world at the antimeridian', () => {
    expect(metersToPoint([179.995, 0], [-179.995, 0])).toBeCloseTo(1113.2, 0);
  });

  it('to a line are those to its nearest point, not to its corners', () => {
    const line = [
      [13, 11.86],
      [13.3, 11.86],
    ];
    expect(metersToLine([13.15, 11.85], line)).toBeCloseTo(1106.2, 0);
    expect(metersToLine([13.15, 11.85], [[13.15, 11.85]])).toBe(0);
  });
});

it('counts reports of the given cells since a day, and no others', () => {
  const picture = {
    cell: ['a', 'a', 'b', 'c'],
    period: ['2026-11-01', '2026-08-01', '2026-11-02', '2026-11-03'],
    count: [3, 5, 4, 9],
  } as unknown as IncidentPicture;
  expect(reportsIn(picture, new Set(['a', 'b']), '2026-09-01')).toBe(7);
});

it('tells patrol hours of the newest month only, and none where none were told', () => {
  const effort = [
    { cell: 'a', month: '2026-09', hours: 9 },
    { cell: 'a', month: '2026-10', hours: 2 },
    { cell: 'b', month: '2026-10', hours: 3 },
    { cell: 'c', month: '2026-10', hours: 7 },
  ];
  expect(hoursIn(effort, new Set(['a', 'b']))).toEqual({ month: '2026-10', hours: 5 });
  expect(hoursIn([], new Set(['a']))).toBeNull();
});

it('names the nearest open service of each kind within reach, and routes within three kilometers', () => {
  const service = (kind: string, name: string, lat: number, status = 'open') =>
    ({ geometry: { coordinates: [13.15, lat] }, properties: { kind, name, status } }) as unknown as ServiceFeature;
  const near = servicesNear(
    [
      service('medical', 'Far clinic', 11.88),
      service('medical', 'Near clinic', 11.86),
      service('medical', 'Closed clinic', 11.851, 'closed'),
      service('legal', 'Too far', 12),
    ],
    [13.15, 11.85],
  );
  expect(near.map(({ name, count }) => [name, count])).toEqual([['Near clinic', 2]]);
  const route = (id: string, lat: number) =>
    ({
      id,
      geometry: {
        coordinates: [
          [13.1, lat],
          [13.2, lat],
        ],
      },
      properties: { name: id, runsLast30Days: 2 },
    }) as unknown as PatrolFeature;
  expect(patrolsNear([route('far', 11.9), route('near', 11.86)], [13.15, 11.85]).map(({ id }) => id)).toEqual(['near']);
});
