// GeoTIFF of population → people at the center of each cell. The unit is what the operator states, else what the file
// says of itself, else taken as density and told: counts read as density are wrong by the area of a cell.
import { type RasterUnit, rasterCells } from '../../geodata/formats/geotiff.ts';
import type { Adapter, Reading } from './adapter.ts';

export const populationRaster: Adapter<'population'> = {
  id: 'population_raster',
  noun: 'population',
  title: 'Population raster',
  source: 'WorldPop (worldpop.org)',
  licence: 'CC BY 4.0',
  columns: [],
  takes: (sample) => sample.format === 'raster',
  async *rows(reading) {
    const grid = await reading.raster();
    const unit = reading.unit ?? unitOf(grid.description) ?? assumedUnit(reading);
    reading.facts.inputPrecision = 'cell';
    reading.facts.cellDegrees = [grid.cellDegrees[0], grid.cellDegrees[1]];
    let total = 0;
    const cells = rasterCells(grid, unit, (count) => {
      const message = 'No data in these cells of the raster.';
      reading.log.add({ code: 'empty_cells', row: null, column: null, message, count });
    });
    for (const { lon, lat, people } of cells) {
      reading.read++;
      total += people;
      reading.place([lon, lat]);
      yield { lon, lat, people, women: null, children: null };
    }
    const size = `${grid.width} × ${grid.height} cells of ${grid.cellDegrees[0].toFixed(6)}°`;
    const rule = unit === 'people' ? 'people per cell' : 'people per km² × area of the cell on the ellipsoid';
    reading.notes.push(`${size}, ${rule}: ${Math.round(total).toLocaleString('en')} people.`);
  },
};

/** The unit that the texts of a file name; null where they name none. Words count, not letters within other words. */
export function unitOf(texts: string): RasterUnit | null {
  const words = texts.toLowerCase().replaceAll('_', ' ');
  if (/(\bper|\/)\s*(sq\b\.?|square\b)?\s*(km(\b|2|²)|kilomet)|\bdensit/.test(words)) return 'people_per_km2';
  const isCount = /\b(people|persons?|population)\s*(\bper\b|\/)\s*(grid\s*)?(cell|pixel)\b|\bcounts?\b/.test(words);
  return isCount ? 'people' : null;
}

function assumedUnit(reading: Reading): RasterUnit {
  const message =
    'The file does not say its unit: read as people per km². State it with --unit people or --unit people_per_km2.';
  reading.log.add({ code: 'unit_assumed', row: null, column: null, message });
  return 'people_per_km2';
}
