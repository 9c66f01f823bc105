// What is said of care in an area before anything is told.
import { describe, expect, it } from 'vitest';
import type { PackArea, PackGateway, PackService } from '../../../../geodata/schema/pack.ts';
import { areaBranches, areaCare } from '../../../../web/pages/report/area_care.ts';

const service = (kind: string, status: string, areaPcode: string | null) =>
  ({ kind, status, areaPcode }) as unknown as PackService;
const gateway = (kind: string, areaPcode: string) => ({ kind, areaPcode }) as unknown as PackGateway;
const reachable = (services: PackService[], area = 'XA01') => areaCare({ services, gateways: [] }, area).reachable;

describe('a reachable service', () => {
  it('is a medical or psychosocial one in the area or within it, open or not known to be closed', () => {
    expect(reachable([service('medical', 'open', 'XA01')])).toBe(true);
    expect(reachable([service('psychosocial', 'unknown', 'XA0102')])).toBe(true);
  });

  it.each([
    ['closed', service('medical', 'closed', 'XA0102')],
    ['of another kind', service('police', 'open', 'XA0102')],
    ['elsewhere', service('medical', 'open', 'XA0202')],
    ['of an area that holds it', service('medical', 'open', 'XA')],
    ['of no area that is known', service('medical', 'open', null)],
  ])('is none that is %s', (_, one) => {
    expect(reachable([one])).toBe(false);
  });
});

describe('the contacts of an area', () => {
  it('are those of it, of what holds it and of what it holds, first care first', () => {
    const gateways = [
      gateway('legal', 'XA01'),
      gateway('psychosocial', 'XA0102'),
      gateway('medical', 'XA'),
      gateway('medical', 'XA02'),
    ];
    expect(areaCare({ services: [], gateways }, 'XA01').contacts).toEqual([gateways[2], gateways[1], gateways[0]]);
  });
});

describe('the areas to pick from', () => {
  const area = (pcode: string, adminLevel: number, name: string) =>
    ({ pcode, adminLevel, name, lon: 0, lat: 0 }) as PackArea;

  it('are the two uppermost levels, each part under what holds it, by name', () => {
    const areas = [
      area('XA0101', 2, 'Zebra'),
      area('XA01', 1, 'North'),
      area('XA0102', 2, 'Amber'),
      area('XA02', 1, 'East'),
      area('XA010201', 3, 'Ward'),
    ];
    expect(areaBranches(areas).map(({ area, parts }) => [area.name, parts.map(({ name }) => name)])).toEqual([
      ['East', []],
      ['North', ['Amber', 'Zebra']],
    ]);
  });

  it('leave out a country that is the only one', () => {
    const areas = [area('XA', 0, 'Land'), area('XA01', 1, 'North'), area('XA02', 1, 'East')];
    expect(areaBranches(areas).map(({ area }) => area.name)).toEqual(['East', 'North']);
  });

  it('are none where none is known, and whole where there is one level', () => {
    expect(areaBranches([])).toEqual([]);
    expect(areaBranches([area('XA01', 1, 'North')])).toEqual([{ area: area('XA01', 1, 'North'), parts: [] }]);
  });
});
