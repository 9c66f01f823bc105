// The address: what is shared comes back, what is not shared is not in it, and nonsense changes nothing.
import { describe, expect, it } from 'vitest';
import { hashOfView, viewOfHash } from '../../../web/state/url.ts';
import { FIRST_VIEW, type View } from '../../../web/state/view.ts';

describe('the address', () => {
  it('brings camera, layers, time, panel, basemap and analysis back', () => {
    const view: View = {
      ...FIRST_VIEW,
      camera: { lon: 13.157, lat: 11.847, zoom: 9.25 },
      layers: {
        ...FIRST_VIEW.layers,
        zones: { visible: false, opacity: 1 },
        services: { visible: true, opacity: 0.35 },
      },
      basemap: 'none',
      incidentDays: 30,
      panel: 'tables',
      gap: { datasetId: null, kind: 'legal', radiusMeters: 12_500 },
    };
    const back = viewOfHash(hashOfView(view), FIRST_VIEW);
    expect(back.camera).toEqual(view.camera);
    expect(back.layers?.zones.visible).toBe(false);
    expect(back.layers?.services).toEqual({ visible: true, opacity: 0.35 });
    expect(back).toMatchObject({ incidentDays: 30, panel: 'tables', basemap: 'none', gap: view.gap });
  });

  it('never holds what is selected, the dataset, or a place finer than 0.001 degree', () => {
    const hash = hashOfView({
      ...FIRST_VIEW,
      camera: { lon: 13.1573456, lat: 11.8471234, zoom: 9 },
      selected: { layer: 'services', id: 'secret-service' },
      gap: { ...FIRST_VIEW.gap, datasetId: 'some-dataset' },
    } as View);
    expect(hash).not.toContain('secret');
    expect(hash).not.toContain('some-dataset');
    expect(hash).toContain('map=9.00/11.847/13.157&');
  });

  it('leaves the view as it was for missing, broken or out-of-range parts', () => {
    expect(viewOfHash('', FIRST_VIEW)).toEqual({});
    expect(viewOfHash('#map=9/95/13', FIRST_VIEW)).toEqual({});
    expect(viewOfHash('#map=9/11', FIRST_VIEW)).toEqual({});
    expect(viewOfHash('#map=//', FIRST_VIEW)).toEqual({});
    expect(viewOfHash('#days=45&panel=steward&gap=medical/1e999', FIRST_VIEW)).toEqual({});
    expect(viewOfHash('#gap=magic/5000', FIRST_VIEW)).toEqual({});
  });

  it('knows no layer that does not exist', () => {
    const back = viewOfHash('#layers=services:50,exact:100', FIRST_VIEW);
    expect(Object.keys(back.layers ?? {}).sort()).toEqual(Object.keys(FIRST_VIEW.layers).sort());
    expect(back.layers?.incidents.visible).toBe(false);
  });
});
