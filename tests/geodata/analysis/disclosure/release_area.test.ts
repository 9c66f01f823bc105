// The ground of a release: which r7 cells an area has, and to whom each belongs.
import { cellToLatLng, cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { placeForest } from '../../../../geodata/analysis/disclosure/place_tree.ts';
import { areaCells, type ReleaseArea } from '../../../../geodata/analysis/disclosure/release_area.ts';

function box(
  pcode: string,
  adminLevel: number,
  [west, south, east, north]: readonly [number, number, number, number],
): ReleaseArea {
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { pcode, adminLevel, parentPcode: null, geom: { type: 'MultiPolygon', coordinates: [[ring]] } };
}

const STATE = box('AB1', 1, [13, 11, 14, 12]);
const WEST = box('AB101', 2, [13, 11, 13.5, 12]);

describe('the cells of an area', () => {
  it('are those whose center lies in it, by district where there is one', () => {
    const cells = areaCells([STATE, WEST, box('AB', 0, [0, 0, 20, 20])]);
    expect(cells.length).toBeGreaterThan(2000);
    expect(new Set(cells.map(({ cell }) => cell)).size).toBe(cells.length);
    for (const { cell, admin1Pcode, admin2Pcode } of cells) {
      const [lat, lon] = cellToLatLng(cell);
      expect(admin1Pcode).toBe('AB1');
      expect(lat >= 11 && lat <= 12 && lon >= 13 && lon <= 14).toBe(true);
      if (Math.abs(lon - 13.5) > 1e-6) expect(admin2Pcode).toBe(lon < 13.5 ? 'AB101' : null);
    }
  });

  it('do not depend on the order of areas, and of two that overlap the first P-code has the cell', () => {
    const areas = [STATE, WEST, box('AB100', 2, [13.2, 11, 13.6, 12])];
    const cells = areaCells(areas);
    expect(areaCells([...areas].reverse())).toEqual(cells);
    const both = latLngToCell(11.5, 13.3, 7);
    expect(cells.find(({ cell }) => cell === both)?.admin2Pcode).toBe('AB100');
  });

  it('are those that a camp smaller than a cell touches, unless they belong to somebody', () => {
    const [lat, lon] = cellToLatLng(latLngToCell(11.5, 13.5, 7));
    const camp = box('AB2', 1, [lon + 0.002, lat + 0.002, lon + 0.003, lat + 0.003]);
    expect(areaCells([camp])).toEqual([{ cell: latLngToCell(lat, lon, 7), admin1Pcode: 'AB2', admin2Pcode: null }]);
    expect(areaCells([camp, STATE]).some(({ admin1Pcode }) => admin1Pcode === 'AB2')).toBe(false);
  });
});

describe('the trees of an area', () => {
  it('have every r6 cell once, in the unit that holds most of it, whatever was recorded', () => {
    const cells = areaCells([STATE, box('AB2', 1, [14, 11, 15, 12])]);
    const { roots, leafOf } = placeForest('h3', cells);
    const leaves = roots.flatMap((root) => root.leaves);
    expect(new Set(leaves).size).toBe(leaves.length);
    expect(new Set(leaves)).toEqual(new Set(cells.map(({ cell }) => cellToParent(cell, 6))));
    for (const { admin1Pcode, leaves: of } of roots) {
      for (const leaf of of) {
        const held = cells.filter(({ cell }) => cellToParent(cell, 6) === leaf);
        const own = held.filter((each) => each.admin1Pcode === admin1Pcode).length;
        expect(own * 2).toBeGreaterThanOrEqual(held.length);
      }
    }
    expect(leafOf(latLngToCell(30, 30, 7))).toBeUndefined();
  });
});
