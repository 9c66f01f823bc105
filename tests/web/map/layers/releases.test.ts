// Regions of a release: drawn as the union of their cells, colored by band, and explained by what stands in the release.
import { cellToChildren, cellToLatLng, cellToParent, getRes0Cells, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { BAND_STARTS, bandOf } from '../../../../geodata/schema/release.ts';
import { say } from '../../../../web/i18n/messages.ts';
import { regionShapes } from '../../../../web/map/layers/release_shapes.ts';
import { releaseLayers, releaseLegend } from '../../../../web/map/layers/releases.ts';
import { paletteOf } from '../../../../web/map/palette.ts';
import type { ReleaseScene } from '../../../../web/map/scene.ts';
import { exampleScene } from '../example_scene.ts';

const palette = paletteOf('light');
const cell = latLngToCell(11.8, 13.1, 7);
const region = (id: number, cells: string[]) => ({ id, cells, pcodes: [], band: { least: 11, most: 19 } });
const at = async (cells: string[]) => (await regionShapes([region(1, cells)], async () => {})).features[0]!;

/** Even-odd, on the plain of degrees. */
function inside([lon, lat]: readonly [number, number], polygons: number[][][][]): boolean {
  let odd = false;
  for (const ring of polygons.flat()) {
    ring.forEach(([x = 0, y = 0], index) => {
      const [px = 0, py = 0] = ring.at(index - 1) ?? [];
      if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) odd = !odd;
    });
  }
  return odd;
}

describe('the shape of a region', () => {
  it('is the union of its r7 cells, not the outline of the parent that stands for them', async () => {
    const parent = cellToParent(cell, 5);
    const shape = await at([parent]);
    for (const child of cellToChildren(parent, 7)) {
      const [lat, lon] = cellToLatLng(child);
      expect(inside([lon, lat], shape.geometry.coordinates as number[][][][])).toBe(true);
    }
    const outline = shape.geometry.coordinates.flat(2).length;
    expect(outline).toBeGreaterThan(40);
    expect(shape.properties.squareKm).toBeGreaterThan(200);
  });

  it('has a part for each place where cells do not touch, and a hole where one is missing', async () => {
    const far = latLngToCell(12.5, 14, 7);
    expect((await at([cell, far])).geometry.coordinates.length).toBe(2);
    const ring = gridDisk(cell, 1).filter((other) => other !== cell);
    expect((await at(ring)).geometry.coordinates.map((polygon) => polygon.length)).toEqual([2]);
  });

  it('does not run around the world over the antimeridian', async () => {
    const cells = gridDisk(latLngToCell(-17, 180, 7), 2);
    const lons = (await at(cells)).geometry.coordinates.flat(2).map(([lon = 0]) => lon);
    expect(Math.max(...lons) - Math.min(...lons)).toBeLessThan(1);
  });

  it('takes a pentagon and gives nothing for a region of districts', async () => {
    const pentagon = cellToChildren(getRes0Cells().find((base) => base.startsWith('8009'))!, 7)[0]!;
    expect((await at([pentagon])).geometry.coordinates.length).toBe(1);
    expect((await regionShapes([region(1, [])])).features).toEqual([]);
  });
});

describe('the layer of a release', () => {
  const colors = (release: ReleaseScene) =>
    releaseLegend(exampleScene('light', { release }), palette)?.entries.flatMap(({ swatch }) =>
      swatch.form === 'fill' ? [swatch.color] : [],
    );
  const withBands = (...counts: number[]): ReleaseScene => ({
    ...exampleScene('light').release!,
    regions: counts.map((count, id) => ({ id, pcodes: [], band: bandOf(count, 11) })),
  });

  it('gives a band the same color in every release', () => {
    const [low, middle, high] = colors(withBands(11, 25, 70)) ?? [];
    expect(new Set([low, middle, high]).size).toBe(3);
    expect(colors(withBands(70))).toEqual([high]);
    expect(colors(withBands(30, 12))).toEqual([low, middle]);
    expect(BAND_STARTS).toEqual([20, 50]);
  });

  it('prints the bands that stand in it, the quarter, and what no region means', () => {
    const legend = releaseLegend(exampleScene('light'), palette);
    expect(legend?.entries.map(({ label }) => say(label))).toEqual([
      '11–19',
      '50 or more',
      'No region: too few to show, none reported, or no data',
    ]);
    expect(say(legend!.unit!)).toBe('reports by region, July to September 2026');
  });

  it('colors districts where regions are districts, and draws nothing for an empty release', () => {
    const districts: ReleaseScene = {
      ...exampleScene('light').release!,
      scheme: 'admin2',
      regions: [{ id: 1, pcodes: ['NG008001', 'NG008002'], band: { least: 20, most: 49 } }],
      shapes: { type: 'FeatureCollection', features: [] },
    };
    const [fill] = releaseLayers(exampleScene('light', { release: districts }), palette);
    expect(fill).toMatchObject({
      source: 'areas',
      filter: ['in', ['get', 'id'], ['literal', ['NG008001', 'NG008002']]],
    });
    expect(releaseLayers(exampleScene('light', { release: { ...districts, regions: [] } }), palette)).toEqual([]);
  });
});
