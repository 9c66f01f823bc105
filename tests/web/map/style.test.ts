// The whole style is validated by MapLibre's own specification, and the draw order by what must never cover what.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { FontFaces } from '../../../web/map/style.ts';
import { buildStyle, CELLS_BELOW } from '../../../web/map/style.ts';
import { exampleScene } from './example_scene.ts';

const FONTS: FontFaces = { 'Noto Sans Regular': '/r.woff2', 'Noto Sans SemiBold': '/s.woff2' };
const idsOf = (...scene: Parameters<typeof exampleScene>) =>
  buildStyle(exampleScene(...scene), FONTS).layers.map(({ id }) => id);

describe('the style', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`is valid by the specification with everything shown, ${theme}`, () => {
      expect(validateStyleMin(buildStyle(exampleScene(theme), FONTS))).toEqual([]);
    });
    it(`is valid by the specification with nothing shown, ${theme}`, () => {
      const nothing = {
        available: [],
        incidents: null,
        release: null,
        effort: null,
        gaps: null,
        selected: null,
        hovered: null,
        ground: false,
      };
      const style = buildStyle(exampleScene(theme, { ...nothing, basemap: 'none' }), FONTS);
      expect(validateStyleMin(style)).toEqual([]);
    });
  }

  it('asks nobody for glyphs or sprites, and names no address but our own tiles and fonts', () => {
    const style = buildStyle(exampleScene('light'), FONTS);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    const addresses = [...JSON.stringify(style).matchAll(/"(https?:[^"]+)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address?.startsWith('https://safereach.test/ogc/'))).toEqual([]);
  });

  it('draws cells under zones, patrols, services and every name', () => {
    const ids = idsOf('light');
    const cells = ids.indexOf(CELLS_BELOW);
    const above = ids.filter((id) => /^(zone|patrol|service|name)-/.test(id));
    expect(above.length).toBeGreaterThan(8);
    expect(above.filter((id) => ids.indexOf(id) < cells)).toEqual([]);
    expect(ids.indexOf('land')).toBeLessThan(cells);
  });

  it('has a source for each layer that names one, and each text font among the font faces', () => {
    const style = buildStyle(exampleScene('dark'), FONTS);
    for (const layer of style.layers) {
      if ('source' in layer) expect(style.sources).toHaveProperty(layer.source);
      const fonts = layer.type === 'symbol' ? (layer.layout?.['text-font'] ?? []) : [];
      for (const font of fonts as string[]) expect(FONTS).toHaveProperty([font]);
    }
  });

  it('holds no patrol source for a role that may not see plans', () => {
    const style = buildStyle(exampleScene('light', { available: ['zones', 'services'] }), FONTS);
    expect(Object.keys(style.sources)).not.toContain('patrols');
    expect(style.layers.filter(({ id }) => id.startsWith('patrol'))).toEqual([]);
  });

  it('leaves a hidden layer out and keeps the rest', () => {
    const { layers } = exampleScene('light');
    const ids = idsOf('light', { layers: { ...layers, zones: { visible: false, opacity: 1 } } });
    expect(ids.filter((id) => id.startsWith('zone'))).toEqual([]);
    expect(ids).toContain('service-dot');
  });

  it('dashes proposed zones and plans, and never open zones or runs', () => {
    const style = buildStyle(exampleScene('light'), FONTS);
    const dashed = style.layers
      .filter((layer) => layer.type === 'line' && layer.paint?.['line-dasharray'] !== undefined)
      .map(({ id }) => id);
    expect(dashed).toEqual(expect.arrayContaining(['zone-outline-proposed', 'patrol-plan']));
    expect(dashed).not.toContain('zone-outline');
    expect(dashed).not.toContain('patrol-run');
  });
});
