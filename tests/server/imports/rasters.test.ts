// Here and not beside the other formats: the geotiff package cannot be loaded in a worker thread, where those run.
import { writeArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { cellAreaSquareKm } from '../../../geodata/formats/cell_area.ts';
import { type RasterCell, type RasterUnit, rasterCells, readRaster } from '../../../geodata/formats/geotiff.ts';
import { FileFault } from '../../../geodata/formats/issue.ts';

const VALUES = [10, 20, 30, -9999, 0, 60];

/** A raster of 3 × 2 cells of half a degree, north-western corner at 13 E, 12 N. */
function tiff(changes: Record<string, unknown> = {}): ArrayBuffer {
  return writeArrayBuffer(Float32Array.from(VALUES), {
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
