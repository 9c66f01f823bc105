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
    const unit = unitOf(reading, grid.description);
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

function unitOf(reading: Reading, description: string): RasterUnit {
  if (reading.unit !== null) return reading.unit;
  if (/(per|\/)\s*(sq\.?|square)?\s*km|densit/.test(description)) return 'people_per_km2';
  if (/(people|persons|population)\s*(per|\/)\s*(cell|pixel)|count/.test(description)) return 'people';
  const message =
    'The file does not say its unit: read as people per km². State it with --unit people or --unit people_per_km2.';
  reading.log.add({ code: 'unit_assumed', row: null, column: null, message });
  return 'people_per_km2';
}
