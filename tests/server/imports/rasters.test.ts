// Here and not beside the other formats: the geotiff package cannot be loaded in a worker thread, where those run.
import { writeArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { cellAreaSquareKm } from '../../../geodata/formats/cell_area.ts';
import {
  type RasterCell,
  type RasterUnit,
  rasterCells,
  readRaster,
  unitTexts,
} from '../../../geodata/formats/geotiff.ts';
import { FileFault } from '../../../geodata/formats/issue.ts';
import { unitOf } from '../../../server/imports/population_raster.ts';

const VALUES = [10, 20, 30, -9999, 0, 60];

/** A raster of 3 × 2 cells of half a degree, north-western corner at 13 E, 12 N. */
function tiff({ values = Float32Array.from(VALUES), ...changes }: Record<string, unknown> = {}): ArrayBuffer {
  return writeArrayBuffer(values as Float32Array, {
    width: 3,
    height: 2,
    ModelPixelScale: [0.5, 0.5, 0],
    ModelTiepoint: [0, 0, 0, 13, 12, 0],
    GTModelTypeGeoKey: 2,
    GTRasterTypeGeoKey: 1,
    GeographicTypeGeoKey: 4326,
    GDAL_NODATA: '-9999',
    SampleFormat: [3],
    BitsPerSample: [32],
    ...changes,
  }) as ArrayBuffer;
}

/** The same raster with other numbers in its cells. */
const tiffOf = (values: ArrayLike<number>, changes: Record<string, unknown> = {}): ArrayBuffer =>
  tiff({ ...changes, values: Float32Array.from(values) });

async function cells(bytes: ArrayBuffer, unit: RasterUnit): Promise<{ found: RasterCell[]; empty: number }> {
  let empty = 0;
  const found = [...rasterCells(await readRaster(bytes), unit, (count) => (empty += count))];
  return { found, empty };
}

const codeOf = (bytes: ArrayBuffer): Promise<string> =>
  readRaster(bytes).then(
    () => 'none',
    (error: unknown) => (error instanceof FileFault ? error.issue.code : 'another error'),
  );

describe('rasters', () => {
  it('gives people at the center of each cell, without the cells that have no data', async () => {
    const { found, empty } = await cells(tiff(), 'people');
    expect(empty).toBe(1);
    expect(found).toEqual([
      { row: 1, lon: 13.25, lat: 11.75, people: 10 },
      { row: 2, lon: 13.75, lat: 11.75, people: 20 },
      { row: 3, lon: 14.25, lat: 11.75, people: 30 },
      { row: 5, lon: 13.75, lat: 11.25, people: 0 },
      { row: 6, lon: 14.25, lat: 11.25, people: 60 },
    ]);
  });

  it('makes people of density by the area of the cell on the ellipsoid', async () => {
    const { found } = await cells(tiff(), 'people_per_km2');
    expect(found[0]?.people).toBeCloseTo(10 * cellAreaSquareKm([13, 11.5, 13.5, 12]), 6);
    expect(found[4]?.people).toBeCloseTo(60 * cellAreaSquareKm([14, 11, 14.5, 11.5]), 6);
  });

  it('takes PixelIsPoint as the middle of the first cell', async () => {
    const { found } = await cells(tiff({ GTRasterTypeGeoKey: 2 }), 'people');
    expect([found[0]?.lon, found[0]?.lat]).toEqual([13, 12]);
  });

  it('takes every negative number for no data, whatever the tag says', async () => {
    expect((await cells(tiff({ GDAL_NODATA: '-1' }), 'people')).empty).toBe(1);
  });

  it('knows its no-data number again in cells of single precision', async () => {
    const { found, empty } = await cells(tiffOf([1, 99999.9, 3, 99999.9, 5, 6], { GDAL_NODATA: '99999.9' }), 'people');
    expect([empty, found.map((cell) => cell.people)]).toEqual([2, [1, 3, 5, 6]]);
  });

  it('takes numbers that no cell has for no data, though the tag is cut short or missing', async () => {
    const largest = 3.4028234663852886e38;
    for (const tag of ['3.40282e38', '3.4028234663852886e+38', '-1']) {
      const { found, empty } = await cells(tiffOf([1, largest, 3, 4, 5, largest], { GDAL_NODATA: tag }), 'people');
      expect([empty, found.map((cell) => cell.people)]).toEqual([2, [1, 3, 4, 5]]);
    }
  });

  it('wraps cells beyond the antimeridian to the other side', async () => {
    const bytes = tiffOf([1, 2, 3, 4, 5, 6], { ModelPixelScale: [1, 1, 0], ModelTiepoint: [0, 0, 0, -180.9, 12, 0] });
    const { found } = await cells(bytes, 'people_per_km2');
    const lons = found.slice(0, 3).map((cell) => cell.lon);
    expect(lons[0]).toBeCloseTo(179.6, 9);
    expect(lons[1]).toBeCloseTo(-179.4, 9);
    expect(found[0]?.people).toBeCloseTo(cellAreaSquareKm([0, 11, 1, 12]), 6);
    const east = await cells(tiff({ ModelTiepoint: [0, 0, 0, 178.9, 12, 0] }), 'people');
    expect(east.found.map((cell) => cell.lon)[2]).toBeCloseTo(-179.85, 9);
  });

  it('cuts cells off at the poles, so that none has a negative area', async () => {
    const north = await cells(
      tiffOf([1, 1, 1, 1, 1, 1], { ModelTiepoint: [0, 0, 0, 13, 90.004, 0] }),
      'people_per_km2',
    );
    expect(north.found[0]?.lat).toBeCloseTo((89.504 + 90) / 2, 9);
    expect(north.found[0]?.people).toBeCloseTo(cellAreaSquareKm([0, 89.504, 0.5, 90]), 6);
    const south = await cells(tiffOf([1, 1, 1, 1, 1, 1], { ModelTiepoint: [0, 0, 0, 13, -89.4, 0] }), 'people_per_km2');
    expect(south.found[3]?.lat).toBeCloseTo((-89.9 - 90) / 2, 9);
    for (const { people, lat } of [...north.found, ...south.found]) {
      expect(people).toBeGreaterThan(0);
      expect(Math.abs(lat)).toBeLessThanOrEqual(90);
    }
  });

  it('refuses a raster that goes round the globe more than once', async () => {
    const changes = { ModelPixelScale: [121, 0.5, 0], ModelTiepoint: [0, 0, 0, -180.4, 12, 0] };
    expect(await codeOf(tiff(changes))).toBe('out_of_range');
    expect(await codeOf(tiff({ ...changes, ModelPixelScale: [120, 0.5, 0] }))).toBe('none');
  });

  it('refuses another coordinate system, what is cut off, and what is no raster', async () => {
    expect(await codeOf(tiff({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 32633 }))).toBe('foreign_crs');
    expect(await codeOf(tiff({ GeographicTypeGeoKey: 4267 }))).toBe('foreign_crs');
    expect(await codeOf(tiff().slice(0, 60))).toBe('broken_raster');
    expect(await codeOf(new ArrayBuffer(40))).toBe('broken_raster');
  });

  it('refuses a raster that reaches beyond the globe', async () => {
    expect(await codeOf(tiff({ ModelTiepoint: [0, 0, 0, 13, 120, 0] }))).toBe('out_of_range');
  });
});

describe('the unit that a raster names', () => {
  it('is read from whole words of the texts that speak of it', () => {
    const said = (metadata: Record<string, unknown>) => unitOf(unitTexts(metadata));
    expect(said({ description: 'Population count' })).toBe('people');
    expect(said({ DESCRIPTION: 'population_counts_2020' })).toBe('people');
    expect(said({ units: 'Persons per grid cell' })).toBe('people');
    expect(said({ UNITTYPE: 'people/km²' })).toBe('people_per_km2');
    expect(said({ units: 'people per sq. km' })).toBe('people_per_km2');
    expect(said({ long_name: 'population per square kilometre' })).toBe('people_per_km2');
    expect(said({ title: 'Population density' })).toBe('people_per_km2');
  });

  it('is none where a word only holds the letters, or the text is about something else', () => {
    expect(unitOf('{"country":"nigeria"}')).toBeNull();
    for (const word of ['country', 'county', 'discount', 'accounts', 'https://example.org/kmz']) {
      expect(unitOf(`people by ${word}`)).toBeNull();
    }
    expect(unitTexts({ country: 'nigeria', source: 'a count of cells' })).toBe('');
    expect(unitOf(unitTexts({ country: 'nigeria' }))).toBeNull();
  });
});
