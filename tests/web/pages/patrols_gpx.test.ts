// What the page of patrols takes from the file of a receiver, and how it shades hours: nothing more than line and two times.
import { describe, expect, it } from 'vitest';
import { areasWithRoutes } from '../../../web/pages/patrols/area_routes.ts';
import { slotText } from '../../../web/pages/patrols/clock_text.ts';
import { cornersOf, GpxProblem, routeOfFile, runOfFile } from '../../../web/pages/patrols/gpx_file.ts';
import { classEnds, classOf, percentText, sharesIn } from '../../../web/pages/patrols/heat_classes.ts';

const file = (points: string, kind = 'trk') =>
  new File([`<gpx><${kind}><name>Amina's round</name>${points}</${kind}></gpx>`], 'a.gpx');
const point = (lat: number, time = '') => `<trkpt lat="${lat}" lon="13"><time>${time}</time></trkpt>`;

describe('a file of a receiver', () => {
  it('gives a run its line and its two ends in time, in whatever order the points come, and no name', async () => {
    const run = await runOfFile(
      file(`<trkseg>${point(11, '2026-11-18T06:00:00Z')}${point(11.1)}${point(11.2, '2026-11-18T05:00:00Z')}</trkseg>`),
    );
    expect(run).toEqual({
      startedAt: '2026-11-18T05:00:00.000Z',
      endedAt: '2026-11-18T06:00:00.000Z',
      geom: { type: 'LineString', coordinates: [11, 11.1, 11.2].map((lat) => [13, lat]) },
    });
  });

  it('is refused as a run where no point says when, and as a line where there is none', async () => {
    await expect(runOfFile(file(`${point(11)}${point(12)}`))).rejects.toThrow(GpxProblem);
    await expect(routeOfFile(file(point(11)))).rejects.toThrow(GpxProblem);
    await expect(routeOfFile(new File(['no'], 'a.gpx'))).rejects.toThrow(GpxProblem);
  });

  it('is thinned to what a line may have, and keeps both ends', () => {
    const points = Array.from({ length: 1001 }, (_, i) => ({ lon: i / 1e4, lat: 0, at: null }));
    const corners = cornersOf(points, 100);
    expect(corners.length).toBeLessThanOrEqual(101);
    expect([corners[0], corners.at(-1)]).toEqual([
      [0, 0],
      [0.1, 0],
    ]);
    expect(cornersOf(points, 2000)).toHaveLength(1001);
  });
});

describe('the shades of coverage', () => {
  const byHour = Array.from({ length: 168 }, (_, hour) => ({ hour, share: hour === 167 ? null : (hour % 24) / 100 }));

  it('are five classes of equal width up to the most, whose ends are what is printed', () => {
    const ends = classEnds(byHour);
    expect(ends).toEqual([0.05, 0.1, 0.15, 0.2, 0.25]);
    expect([0, 0.01, 0.05, 0.051, 0.25].map((share) => classOf(share, ends))).toEqual([0, 1, 1, 2, 5]);
    expect([0, 0.001, 0.014, 0.23].map(percentText)).toEqual(['0', '<1', '1', '23']);
  });

  it('are means over hours of a day, and nothing where the period has none of them', () => {
    expect(sharesIn(byHour, { day: 1, start: 0, hours: 3 })).toBeCloseTo(0.01, 12);
    expect(sharesIn(byHour, { day: 7, start: 21, hours: 3 })).toBeCloseTo(0.215, 12);
    expect(sharesIn(byHour, { day: 7, start: 23, hours: 1 })).toBeNull();
  });
});

describe('areas of routes', () => {
  it('are those that have some, the fullest first', () => {
    const route = (id: string, areaPcode: string | null) =>
      ({ properties: { id, areaPcode } }) as unknown as Parameters<typeof areasWithRoutes>[0][number];
    const routes = [route('a', 'QQ1'), route('b', 'QQ2'), route('c', 'QQ2'), route('d', null)];
    expect(areasWithRoutes(routes, [{ properties: { pcode: 'QQ2', name: 'East' } }])).toEqual([
      { pcode: 'QQ2', name: 'East', routeIds: ['b', 'c'] },
      { pcode: 'QQ1', name: 'QQ1', routeIds: ['a'] },
    ]);
  });
});

describe('the time of a visit', () => {
  it('is by the clock of the place, with the day it has there', () => {
    const slot = { from: '2026-11-22T23:15:00.000Z', until: '2026-11-22T23:45:00.000Z' };
    expect(slotText(slot, 'Africa/Lagos')).toBe('Mon 23 Nov, 00:15–00:45');
    expect(slotText(slot, 'UTC')).toBe('Sun 22 Nov, 23:15–23:45');
  });
});
