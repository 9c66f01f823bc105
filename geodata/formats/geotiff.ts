// A population raster → cells with people. Knows one band on a north-up WGS 84 grid; anything else is refused.
// Density becomes people by the ellipsoidal area of each cell.
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { cellAreaSquareKm } from './cell_area.ts';
import { FileFault, type IssueCode } from './issue.ts';

/** 'people_per_km2' is density, 'people' a count per cell. */
export type RasterUnit = 'people' | 'people_per_km2';

/** Most cells one raster may have: they are held in memory as one typed array. */
const MAX_CELLS = 50_000_000;

export interface RasterGrid {
  readonly width: number;
  readonly height: number;
  readonly west: number;
  readonly north: number;
  /** Degrees, both positive. */
  readonly cellDegrees: readonly [number, number];
  readonly noData: number | null;
  /** What the file itself says of its unit, in lower case; '' where it says nothing. */
  readonly description: string;
  /** Row by row from the north. */
  readonly values: ArrayLike<number>;
}

export interface RasterCell {
  /** 1 = the north-western cell, row by row. */
  readonly row: number;
  readonly lon: number;
  readonly lat: number;
  readonly people: number;
}

/** Reads the grid. Throws FileFault where it is not one band of north-up WGS 84 cells. */
export async function readRaster(bytes: ArrayBuffer): Promise<RasterGrid> {
  let image: GeoTIFFImage;
  try {
    image = await (await fromArrayBuffer(bytes)).getImage();
  } catch {
    throw fault('broken_raster', 'The file is not a GeoTIFF, or it is cut off.');
  }
  const { cellDegrees, west, north } = gridOf(image);
  const width = image.getWidth();
  const height = image.getHeight();
  if (width * height > MAX_CELLS) {
    throw fault(
      'too_large',
      `A raster may have ${MAX_CELLS.toLocaleString('en')} cells. Cut it to the area you work in.`,
    );
  }
  let values: unknown;
  try {
    values = (await image.readRasters({ samples: [0] }))[0];
  } catch {
    throw fault(
      'broken_raster',
      'The cells of the GeoTIFF cannot be read: the file is cut off or packed in a way that is not known.',
    );
  }
  if (!ArrayBuffer.isView(values) || !('length' in values) || values.length !== width * height) {
    throw fault('broken_raster', 'The GeoTIFF has fewer cells than its header says.');
  }
  return {
    width,
    height,
    west,
    north,
    cellDegrees,
    noData: image.getGDALNoData(),
    description: await description(image),
    values: values as Float64Array,
  };
}

function gridOf(image: GeoTIFFImage): Pick<RasterGrid, 'cellDegrees' | 'west' | 'north'> {
  const keys = image.getGeoKeys() ?? {};
  if (keys.GTModelTypeGeoKey !== 2 || (keys.GeographicTypeGeoKey ?? 4326) !== 4326) {
    throw fault('foreign_crs', 'The raster is not in WGS 84 degrees (EPSG:4326). Convert it and import again.');
  }
  if (image.getSamplesPerPixel() !== 1) throw fault('broken_raster', 'The raster has more than one band.');
  const resolution = image.getResolution();
  const origin = image.getOrigin();
  const [x, y] = [Number(resolution[0]), Number(resolution[1])];
  if (!(x > 0) || !(y < 0)) throw fault('broken_raster', 'The raster has to be north-up, west to east.');
  // PixelIsPoint (2): the origin is the middle of the first cell, so the corner is half a cell further out.
  const half = keys.GTRasterTypeGeoKey === 2 ? 0.5 : 0;
  const west = Number(origin[0]) - half * x;
  const north = Number(origin[1]) - half * y;
  const south = north + y * image.getHeight();
  const east = west + x * image.getWidth();
  const slack = Math.abs(y);
  if (!(west >= -180 - slack && east <= 180 + slack && south >= -90 - slack && north <= 90 + slack)) {
    throw fault('out_of_range', 'The raster reaches beyond the globe.');
  }
  return { cellDegrees: [x, -y], west, north };
}

async function description(image: GeoTIFFImage): Promise<string> {
  const said: unknown = await image.getGDALMetadata();
  return said === null || said === undefined ? '' : JSON.stringify(said).toLowerCase();
}

/** Cells as people at the center of each; cells without data are left out and counted. */
export function* rasterCells(
  grid: RasterGrid,
  unit: RasterUnit,
  skipped: (count: number) => void,
): Generator<RasterCell> {
  const [cellWidth, cellHeight] = grid.cellDegrees;
  let empty = 0;
  for (let line = 0; line < grid.height; line++) {
    const north = grid.north - line * cellHeight;
    // All cells of one row have the same area.
    const perCell = unit === 'people' ? 1 : cellAreaSquareKm([0, north - cellHeight, cellWidth, north]);
    for (let column = 0; column < grid.width; column++) {
      const index = line * grid.width + column;
      const value = grid.values[index] ?? Number.NaN;
      // Negative population is every maker's way to say "no data", whatever the tag says.
      if (!Number.isFinite(value) || value === grid.noData || value < 0) {
        empty++;
        continue;
      }
      const lon = grid.west + (column + 0.5) * cellWidth;
      yield { row: index + 1, lon, lat: north - cellHeight / 2, people: value * perCell };
    }
  }
  if (empty > 0) skipped(empty);
}

const fault = (code: IssueCode, message: string): FileFault =>
  new FileFault({ code, row: null, column: null, message });
