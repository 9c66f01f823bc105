// When the map moves by itself, and when it leaves the view to the person. And how long its scale bar is.
import { describe, expect, it } from 'vitest';
import { cameraMove, firstBox, type Shown } from '../../../../../web/pages/find/map/camera.ts';
import type { DrawnService } from '../../../../../web/pages/find/map/pack_features.ts';
import { metersPerPixel, scaleBar, scaleText } from '../../../../../web/pages/find/map/scale.ts';

const service = (rank: number, lon = rank): DrawnService => ({
  id: `s${rank}`,
  name: '',
  disc: '',
  rank,
  open: 'open',
  mark: 'none',
  lon,
  lat: 11,
});
const list = [1, 2, 3, 4, 5].map((rank) => service(rank));
const before: Shown = { services: list, selected: null, place: { lon: 0, lat: 10 } };

describe('the camera', () => {
  it('begins with the start and the first three of the list, whatever comes after', () => {
    expect(firstBox(before)).toEqual([0, 10, 3, 11]);
    expect(firstBox({ ...before, place: null })).toEqual([1, 11, 3, 11]);
    expect(firstBox({ services: [], selected: null, place: null })).toBeNull();
  });

  it('stays where it is while nothing of that is another', () => {
    expect(cameraMove(before, { ...before }, null)).toBeNull();
    expect(cameraMove(before, { ...before, services: list.slice(0, 4) }, null)).toBeNull();
  });

  it('follows another start and another list', () => {
    const moved = { ...before, place: { lon: -5, lat: 10 } };
    expect(cameraMove(before, moved, null)).toEqual({ to: 'box', box: [-5, 10, 3, 11] });
    const other = { ...before, services: [service(1, 9), { ...service(2), id: 'other' }] };
    expect(cameraMove(before, other, null)).toEqual({ to: 'box', box: [0, 10, 9, 11] });
  });

  it('does not jump away from a start that was tapped on it', () => {
    const place = { lon: -5, lat: 10 };
    expect(cameraMove({ ...before, services: [] }, { ...before, services: [], place }, place)).toBeNull();
  });

  it('does not move where a list became empty', () => {
    expect(cameraMove(before, { ...before, services: [] }, null)).toBeNull();
  });

  it('goes to what is selected, once', () => {
    const selected = { ...before, selected: 's4' };
    expect(cameraMove(before, selected, null)).toEqual({ to: 'spot', spot: list[3] });
    expect(cameraMove(selected, { ...selected }, null)).toBeNull();
    expect(cameraMove(before, { ...before, selected: 'gone' }, null)).toBeNull();
  });
});

describe('the scale bar', () => {
  it('is the longest round measure that fits', () => {
    expect(scaleBar(10, 96)).toEqual({ meters: 500, pixels: 50 });
    expect(scaleBar(10.5, 96).meters).toBe(1000);
    expect(scaleBar(2.2, 96).meters).toBe(200);
    for (let perPixel = 0.1; perPixel < 1e5; perPixel *= 1.07) {
      const { meters, pixels } = scaleBar(perPixel, 96);
      expect(pixels).toBeLessThanOrEqual(96);
      expect(pixels).toBeGreaterThan(96 / 2.51);
      expect(pixels * perPixel).toBeCloseTo(meters, 6);
    }
  });

  it('measures the ground at its latitude: half at 60°, half again for each step closer', () => {
    expect(metersPerPixel(0, 0)).toBeCloseTo(78_271.5, 1);
    expect(metersPerPixel(60, 0)).toBeCloseTo(78_271.5 / 2, 1);
    expect(metersPerPixel(0, 10)).toBeCloseTo(78_271.5 / 1024, 3);
  });

  it('speaks each language with Latin digits', () => {
    const said = (meters: number, language: string) => scaleText(meters, language).replace(/\s/g, ' ');
    expect(said(500, 'en')).toBe('500 m');
    expect(said(20_000, 'fr')).toBe('20 km');
    expect(said(20_000, 'ar')).toBe('20 كم');
  });
});
