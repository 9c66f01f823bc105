// Cutting a directory: what comes with a region, that nothing is lost between regions, and that its dates are its own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PackRegion } from '../../../geodata/analysis/reach/pack_regions.ts';
import type { Bbox } from '../../../geodata/schema/geometry.ts';
import { MARGIN_METERS } from '../../../geodata/schema/pack.ts';
import { directoriesOf, regionsOf, wholeRegion, withinMargin } from '../../../server/live/packs_cut.ts';
import { edgesWithin, travelColumns } from '../../../server/live/packs_graph.ts';
import type { PackSource, SourceArea, SourceService } from '../../../server/queries/packs.ts';

const MANY = 1_000_000;

const service = (id: string, lon: number, lat: number, parts: Partial<SourceService> = {}): SourceService => ({
  ...{
    id,
    name: id,
    kind: 'medical',
    status: 'open',
    components: [],
    outOfStock: [],
    openingHours: null,
    languages: [],
  },
  ...{ cost: 'free', eligibility: '', documents: '', femaleStaff: null, accessible: null, capacity: null, phone: '' },
  ...{ verifiedOn: null, underReview: false, translations: {}, lon, lat, areaPcode: null, invented: false },
  changedOn: '2026-01-01',
  ...parts,
});
const area = (pcode: string, adminLevel: number, bbox: Bbox): SourceArea => ({
  ...{ pcode, adminLevel, bbox, name: pcode },
  ...{ lon: (bbox[0] + bbox[2]) / 2, lat: (bbox[1] + bbox[3]) / 2 },
});
const gateway = (id: string, areaPcode: string, changedOn = '2026-01-01') => {
  return { id, areaPcode, kind: 'shelter' as const, name: id, phone: '1', languages: [], hours: '', changedOn };
};

/** Three states in a row, 4° each, and the country around them. */
const SOURCE: PackSource = {
  ...{ organizationId: 'one', name: 'Organization', rules: null, rulesChangedOn: null, credits: [] },
  areas: [
    area('QQ', 0, [0, 8, 12, 12]),
    area('QQ001', 1, [0, 8, 4, 12]),
    area('QQ001001', 2, [0, 8, 4, 12]),
    area('QQ002', 1, [4, 8, 8, 12]),
    area('QQ003', 1, [8, 8, 12, 12]),
    area('QQ003001', 2, [8, 8, 12, 12]),
  ],
  services: [
    service('west', 1, 10, { changedOn: '2026-03-01' }),
    service('border', 3.9, 10),
    service('east', 11, 10, { changedOn: '2026-06-01' }),
    service('abroad', 60, 60, { changedOn: '2026-02-01' }),
  ],
  gateways: [gateway('country', 'QQ'), gateway('west', 'QQ001001', '2026-04-01'), gateway('east', 'QQ003')],
  places: [
    { name: 'West', kind: 'town', lon: 1, lat: 10 },
    { name: 'East', kind: 'town', lon: 11, lat: 10 },
  ],
  people: ['QQ001001', 'QQ002', 'QQ003001'].map((pcode) => ({ pcode, people: MANY + 0.4 })),
};

const cut = (source: PackSource) => {
  const regions = regionsOf(source, MANY);
  return Object.fromEntries(directoriesOf(source, regions).map((directory) => [directory.region, directory]));
};

describe('regions of a directory', () => {
  it('are the whole while it is small, with the people of all its areas', () => {
    for (const [whole] of [regionsOf(SOURCE, 100), [wholeRegion(SOURCE)]]) {
      expect(whole).toEqual({
        ...{ region: 'all', name: 'QQ001, QQ002, QQ003', pcodes: ['QQ001', 'QQ002', 'QQ003'] },
        ...{ people: 3 * MANY + 1, bbox: [0, 8, 12, 12] },
      });
    }
  });

  it('are named by the organization and reach as far as its services where there are no areas', () => {
    const bare = { ...SOURCE, areas: [], people: [] };
    const wanted = { region: 'all', name: 'Organization', people: null, bbox: [1, 10, 60, 60] };
    expect(regionsOf(bare, MANY)).toEqual([expect.objectContaining(wanted)]);
    expect(wholeRegion({ ...bare, services: [] }).bbox).toEqual([-180, -90, 180, 90]);
  });

  it('count people by the areas within, and join areas that hold too few', () => {
    expect(regionsOf(SOURCE, MANY).map(({ region, people }) => [region, people])).toEqual([
      ['QQ001', MANY],
      ['QQ002', MANY],
      ['QQ003', MANY],
    ]);
    const thin = {
      ...SOURCE,
      people: SOURCE.people.map((one) => (one.pcode === 'QQ002' ? { ...one, people: 9 } : one)),
    };
    expect(regionsOf(thin, MANY)).toHaveLength(2);
  });
});

/** Evenly, in hundredths: doubles of all sizes would nearly all be next to 0. */
const between = (least: number, most: number) =>
  fc.integer({ min: 100 * least, max: 100 * most }).map((whole) => whole / 100);

describe('what comes with a region', () => {
  it('is what lies in it and around it; contacts of its areas and of what holds them; its own newest day', () => {
    const { QQ001, QQ002, QQ003 } = cut(SOURCE);
    const told = (one: typeof QQ001) => ({
      services: one?.services.map(({ id }) => id),
      gateways: one?.gateways.map(({ id }) => id),
      places: one?.places.map(({ name }) => name),
      changedOn: one?.changedOn,
    });
    expect(told(QQ001)).toEqual({
      ...{ services: ['west', 'border', 'abroad'], gateways: ['country', 'west'], places: ['West'] },
      changedOn: '2026-04-01',
    });
    expect(told(QQ002)).toMatchObject({ services: ['border', 'abroad'], gateways: ['country'], places: [] });
    expect(told(QQ003)).toMatchObject({
      services: ['east', 'abroad'],
      gateways: ['country', 'east'],
      changedOn: '2026-06-01',
    });
    expect(QQ001?.areas.map(({ pcode }) => pcode)).toEqual(['QQ', 'QQ001', 'QQ001001']);
    expect(cut({ ...SOURCE, rulesChangedOn: '2026-09-09' })['QQ002']?.changedOn).toBe('2026-09-09');
  });

  it('loses no service, wherever it stands', () => {
    const anywhere = fc.tuple(between(-180, 180), between(-90, 90));
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 20 }), (places) => {
        const services = places.map(([lon, lat], i) => service(String(i), lon, lat));
        const kept = new Set(
          Object.values(cut({ ...SOURCE, services })).flatMap((one) => one.services.map(({ id }) => id)),
        );
        expect(kept.size).toBe(services.length);
      }),
    );
  });

  it('reaches at least as far as the margin in every direction, at any latitude and over the antimeridian', () => {
    const box = fc.record({
      west: between(-180, 179),
      south: between(-80, 78),
      along: between(0, 1),
      bearing: between(0, 6.29),
    });
    fc.assert(
      fc.property(box, ({ west, south, along, bearing }) => {
        const region = {
          ...wholeRegion(SOURCE),
          region: 'QQ001',
          bbox: [west, south, west + 1, south + 1],
        } as PackRegion;
        const [lon, lat] = [west + along, south + along];
        // A step on the sphere that is a little shorter than the margin on the ellipsoid.
        const arc = (MARGIN_METERS * 0.99) / 6_378_137;
        const phi = (lat * Math.PI) / 180;
        const up = Math.asin(Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(bearing));
        const across = Math.atan2(
          Math.sin(bearing) * Math.sin(arc) * Math.cos(phi),
          Math.cos(arc) - Math.sin(phi) * Math.sin(up),
        );
        const turned = ((lon + (across * 180) / Math.PI + 540) % 360) - 180;
        expect(withinMargin(region)(turned, (up * 180) / Math.PI)).toBe(true);
      }),
    );
    const far = withinMargin({ ...wholeRegion(SOURCE), region: 'QQ001', bbox: [0, 8, 4, 12] });
    expect([far(4.9, 10), far(5.1, 10), far(2, 12.9), far(2, 13.1)]).toEqual([true, false, true, false]);
  });
});

describe('roads of a region', () => {
  it('are those with an end within it, between the same places as before', () => {
    const ends = {
      ...{ fromLon: Float64Array.of(0, 1, 2), fromLat: Float64Array.of(0, 0, 0), toLon: Float64Array.of(1, 2, 3) },
      ...{ toLat: Float64Array.of(0, 0, 0), seconds: Float64Array.of(1, 2, Number.NaN) },
      ...{ lengthMeters: Float64Array.of(10, 20, 30), oneWay: Uint8Array.of(0, 1, 0) },
      roadClass: ['track', 'trunk', 'residential'] as const,
    };
    const whole = travelColumns(ends);
    expect([...whole.from, ...whole.to]).toEqual([0, 1, 2, 1, 2, 3]);
    expect(whole.seconds[2]).toBeCloseTo(30 / (25 / 3.6), 9);
    const { lon, from, to, ...rest } = edgesWithin(whole, (x) => x > 1.5);
    expect(Array.from(from, (node, i) => [lon[node], lon[to[i] as number]])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(rest).toMatchObject({
      meters: Float64Array.of(20, 30),
      oneWay: Uint8Array.of(1, 0),
      major: Uint8Array.of(1, 0),
    });
    expect(edgesWithin(whole, () => true)).toEqual(whole);
  });
});
