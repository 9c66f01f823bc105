// Which adapter takes a file: the first of the list that knows its columns, or the documented columns of the named noun.
import type { Issue } from '../../geodata/formats/issue.ts';
import type { Noun } from '../../geodata/schema/dataset.ts';
import type { AnyAdapter } from './adapter.ts';
import { codAb } from './cod_ab.ts';
import { edgeList } from './edge_list.ts';
import { genericAdapter } from './generic.ts';
import { geonames } from './geonames.ts';
import { healthsites } from './healthsites.ts';
import { osmPoints } from './osm_points.ts';
import { osmRoads } from './osm_roads.ts';
import { populationCells, populationPoints } from './population_grid.ts';
import { populationRaster } from './population_raster.ts';
import { populationTable } from './population_table.ts';
import { roadNodes } from './road_nodes.ts';
import type { Sample } from './sample.ts';
import { streetEdges } from './street_edges.ts';
import { ucdpGed } from './ucdp_ged.ts';
import { wardPoints } from './ward_points.ts';

/** The more particular before the more general. */
export const ADAPTERS: readonly AnyAdapter[] = [
  ucdpGed,
  healthsites,
  osmPoints,
  codAb,
  populationRaster,
  populationTable,
  populationCells,
  populationPoints,
  streetEdges,
  edgeList,
  osmRoads,
  geonames,
  wardPoints,
  roadNodes,
];

/** The adapter for a sampled file; null where nobody takes it. `noun`: what the operator says it is. */
export function recognise(sample: Sample, noun: Noun | null): AnyAdapter | null {
  const known = ADAPTERS.find((adapter) => (noun === null || adapter.noun === noun) && adapter.takes(sample));
  if (known !== undefined) return known;
  if (noun === null) return null;
  const adapter = genericAdapter(noun);
  return adapter.takes(sample) && (sample.format === 'table' || sample.format === 'features') ? adapter : null;
}

/** Why nobody took it, in words that help. */
export function notRecognised(sample: Sample): Issue {
  const polygons = [...sample.geometryTypes].every((type) => type === 'Polygon' || type === 'MultiPolygon');
  if (sample.geometryTypes.size > 0 && polygons) {
    return because('Polygons without a P-code: areas are joined by P-code. If these are safe zones, say --noun zone.');
  }
  const columns = [...sample.columns].slice(0, 6).join(', ');
  const seen = sample.format === 'features' ? [...sample.geometryTypes].join(' and ') || 'no features' : 'a table';
  return because(
    `No reader knows ${seen} with ${columns === '' ? 'no columns' : columns}. Say what it is with --noun.`,
  );
}

const because = (message: string): Issue => ({ code: 'not_recognised', row: null, column: null, message });
