// What the panel computes is what the server would: the same services, the same columns, the same number.
import { describe, expect, it } from 'vitest';
import { coverageGap } from '../../../../geodata/analysis/reach/coverage_gap.ts';
import type { Dataset } from '../../../../geodata/schema/dataset.ts';
import type { Population, ServiceFeature } from '../../../../web/api.ts';
import { countedServices, gapInput } from '../../../../web/pages/planning/gap_inputs.ts';
import { gapPicture } from '../../../../web/pages/planning/gap_picture.ts';

const dataset = { id: 'p', title: 'People', noun: 'population' } as Dataset;
const serviceData = { id: 's', noun: 'service', inputPrecision: 'settlement', asOf: '2026-01-01' } as Dataset;
const service = (id: string, lon: number, change: Partial<ServiceFeature['properties']> = {}) =>
  ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [lon, 11] },
    properties: { kind: 'medical', status: 'open', datasetId: 's', ...change },
  }) as ServiceFeature;

const population: Population = {
  columns: {
    lon: new Float64Array([13, 13.1, 13.2]),
    lat: new Float64Array([11, 11, 11]),
    people: new Float64Array([100, 200, 400]),
    women: new Float64Array([Number.NaN, Number.NaN, Number.NaN]),
    children: new Float64Array([40, 90, Number.NaN]),
    area: new Int32Array([0, 0, 1]),
    areas: [
      { pcode: 'NG1', name: 'West' },
      { pcode: 'NG2', name: 'East' },
    ],
  },
  inputPrecision: 'cell',
  asOf: '2026-11-01',
  cellDegrees: [0.1, 0.1],
};
const choice = {
  population,
  dataset,
  datasets: [dataset, serviceData],
  services: [service('a', 13), service('b', 13.2, { status: 'closed' }), service('c', 13.2, { kind: 'legal' })],
  kind: 'medical',
  radiusMeters: 5000,
  role: 'planner',
} as const;

describe('the input of the gap', () => {
  it('counts services of the kind that are not closed', () => {
    expect(countedServices(choice.services, 'medical').map(({ id }) => id)).toEqual(['a']);
    const unknown = service('u', 13, { status: 'unknown' });
    expect(countedServices([unknown], 'medical')).toEqual([unknown]);
  });

  it('leaves out women when no cell states them, and keeps children when some do', () => {
    const { cells } = gapInput(choice);
    expect(cells.women).toBeUndefined();
    expect(cells.children).toBe(population.columns.children);
  });

  it('says whether protected services are counted, and how exact and old the services are', () => {
    expect(gapInput(choice).services).toMatchObject({
      protectedCounted: false,
      inputPrecision: 'settlement',
      asOf: '2026-01-01',
    });
    expect(gapInput({ ...choice, role: 'operations' }).services).toMatchObject({ protectedCounted: true });
  });
});

describe('the picture of the gap', () => {
  const picture = gapPicture(coverageGap(gapInput(choice)), population, 'medical');

  it('adds up to what lives beyond the radius', () => {
    expect(picture.beyond).toBe(600);
    expect(picture.rows.map(({ pcode, people }) => [pcode, people])).toEqual([
      ['NG2', 400],
      ['NG1', 200],
    ]);
  });

  it('keeps what is not stated as not stated, never 0', () => {
    expect(picture.rows[0]).toMatchObject({ women: null, children: null, share: 1 });
    expect(picture.rows[1]).toMatchObject({ women: null, children: 90, share: 2 / 3 });
  });

  it('dots the cells beyond and outlines their ground', () => {
    expect([...picture.scene.cells.people]).toEqual([200, 400]);
    expect(picture.scene.polygons?.coordinates.length).toBe(1);
  });

  it('shades districts only when the people are known no better than by district', () => {
    const coarse: Population = { ...population, inputPrecision: 'district', cellDegrees: null };
    const { scene } = gapPicture(coverageGap(gapInput({ ...choice, population: coarse })), coarse, 'medical');
    expect(scene.cells.lon.length).toBe(0);
    expect(scene.polygons).toBeNull();
    expect(scene.areas.length).toBe(2);
  });
});
