// The style of the map of /find by MapLibre's own specification, and that it asks nobody for anything.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../../../../../web/map/palette.ts';
import { careStyle } from '../../../../../web/pages/find/map/care_style.ts';
import { areaNames, placeNames } from '../../../../../web/pages/find/map/pack_features.ts';
import { demoDirectory } from './demo_pack.ts';

const directory = demoDirectory();
const names = { areas: areaNames(directory), places: placeNames(directory) };
const style = careStyle(names, paletteOf('light'));
const order = (id: string) => style.layers.findIndex((layer) => layer.id === id);

describe('the style of the map of /find', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`is valid by the specification, ${theme}`, () => {
      expect(validateStyleMin(careStyle(names, paletteOf(theme)))).toEqual([]);
    });
  }

  it('names no glyph, no sprite, no font file, and no tile but those that the phone makes', () => {
    expect([style.glyphs, style.sprite, style['font-faces']]).toEqual([undefined, undefined, undefined]);
    const addresses = Object.values(style.sources).flatMap((source) => ('tiles' in source ? source.tiles : []));
    expect(addresses).toEqual(['roads://major/{z}/{x}/{y}', 'roads://minor/{z}/{x}/{y}']);
    expect(JSON.stringify(style)).not.toMatch(/https?:|\.pbf|"url"/);
    expect(Object.values(style.sources).every(({ type }) => type === 'geojson' || type === 'vector')).toBe(true);
  });

  it('has a source for each layer that names one', () => {
    for (const layer of style.layers) if ('source' in layer) expect(style.sources).toHaveProperty([layer.source]);
  });

  it('draws every service over every name and road, the first of the list last, and the start on top', () => {
    const services = order('service-dot');
    for (const { id } of style.layers.filter((layer) => /^(road|name)-/.test(layer.id))) {
      expect(order(id), id).toBeLessThan(services);
    }
    expect(order('service-first')).toBeGreaterThan(order('service-later'));
    expect(order('place-dot')).toBeGreaterThan(order('service-first'));
  });

  it('shows major roads from afar and the others only when near', () => {
    const minzoom = (id: string) => style.layers.find((layer) => layer.id === id)?.minzoom;
    expect(minzoom('road-major')).toBe(0);
    expect(minzoom('road-minor')).toBe(10);
  });
});
