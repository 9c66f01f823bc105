// The layers of a map to work on are valid style, and every tone has a color and a form.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { WORK_SOURCE, WORK_TARGETS, type WorkTone, workFeatures, workLayers } from '../../../web/map/work_things.ts';

describe.each(['light', 'dark'] as const)('the layers of a map to work on, %s', (theme) => {
  it('are valid style', () => {
    const faults = validateStyleMin({
      version: 8,
      'font-faces': {},
      sources: { [WORK_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
      layers: workLayers(theme),
    });
    expect(faults.map(({ message }) => message)).toEqual([]);
  });
  it('have every layer that answers to the pointer', () => {
    const ids = workLayers(theme).map(({ id }) => id);
    expect(WORK_TARGETS.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('things as features', () => {
  const tones: readonly WorkTone[] = ['route', 'run', 'zone', 'constraint', 'cell'];
  it('carry what draws them, and which one is chosen', () => {
    const things = tones.map((tone) => ({
      id: tone,
      tone,
      geometry: { type: 'Point' as const, coordinates: [13, 11] },
    }));
    const { features } = workFeatures(things, 'zone');
    expect(features.map(({ properties }) => properties?.['tone'])).toEqual(tones);
    expect(
      features.filter(({ properties }) => properties?.['selected']).map(({ properties }) => properties?.['id']),
    ).toEqual(['zone']);
  });
});
