// A population raster → cells with people. Knows one band on a north-up WGS 84 grid; anything else is refused.
// Density becomes people by the ellipsoidal area of each cell.
import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import { cellAreaSquareKm } from './cell_area.ts';
import { FileFault, type IssueCode } from './issue.ts';

/** 'people_per_km2' is density, 'people' a count per cell. */
export type RasterUnit = 'people' | 'people_per_km2';

/** No cell has more people, nor more of them per km²: larger numbers are a maker's way to say "no data". */
const MOST_PEOPLE = 1e10;

/** Keys of the metadata whose text may name the unit; others may hold "country" and "/km" for other reasons. */
const UNIT_KEYS = /unit|descri|long_?name|title|quantity|measure/i;

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
  /** Texts in which the file may name its unit, in lower case; '' where it has none. */
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
    noData: noDataOf(image, values),
    description: unitTexts({ ...(await image.getGDALMetadata(0)), ...(await image.getGDALMetadata()) }),
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
  if (east - west > 360 + x / 2) {
    throw fault('out_of_range', 'The raster goes round the globe more than once: the same people would count twice.');
  }
  if (!(west >= -180 - slack && east <= 180 + slack && south >= -90 - slack && north <= 90 + slack)) {
    throw fault('out_of_range', 'The raster reaches beyond the globe.');
  }
  return { cellDegrees: [x, -y], west, north };
}

/** The tag is a decimal text, the cells may have single precision: 99999.9 in a cell is 99999.8984375. */
function noDataOf(image: GeoTIFFImage, values: ArrayBufferView): number | null {
  const noData = image.getGDALNoData();
  return noData !== null && values instanceof Float32Array ? Math.fround(noData) : noData;
}

/** What of a file's metadata may name the unit of its cells, in lower case. */
export function unitTexts(metadata: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(metadata).filter(([key, value]) => UNIT_KEYS.test(key) && typeof value === 'string');
  return texts.map(([, value]) => String(value).toLowerCase()).join('\n');
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
    // A grid half a cell off may reach a little beyond a pole: there is no area and nobody there.
    const north = clampLat(grid.north - line * cellHeight);
    const south = clampLat(grid.north - (line + 1) * cellHeight);
    // All cells of one row have the same area.
    const perCell = unit === 'people' ? 1 : cellAreaSquareKm([0, south, cellWidth, north]);
    for (let column = 0; column < grid.width; column++) {
      const index = line * grid.width + column;
      const value = grid.values[index] ?? Number.NaN;
      // Negative and impossible population is every maker's way to say "no data", whatever the tag says.
      if (!(value >= 0 && value <= MOST_PEOPLE) || value === grid.noData) {
        empty++;
        continue;
      }
      const lon = wrapLon(grid.west + (column + 0.5) * cellWidth);
      yield { row: index + 1, lon, lat: (south + north) / 2, people: value * perCell };
    }
  }
  if (empty > 0) skipped(empty);
}

const clampLat = (lat: number): number => Math.max(-90, Math.min(90, lat));

function wrapLon(lon: number): number {
  if (lon < -180) return lon + 360;
  return lon > 180 ? lon - 360 : lon;
}

const fault = (code: IssueCode, message: string): FileFault =>
  new FileFault({ code, row: null, column: null, message });
