// OpenStreetMap files (.osm.pbf) → road edges. Two readings: the ways and the nodes that they name, then where those lie.

import { geodesicMeters } from '../../geodata/analysis/reach/geodesic.ts';
import { OsmRoads } from '../../geodata/formats/osm.ts';
import type { Position } from '../../geodata/schema/geometry.ts';
import type { Adapter } from './adapter.ts';

/** What the table of edges takes (migration 0001). */
export const MOST_EDGE_METERS = 2e6;

export const osmRoads: Adapter<'road'> = {
  id: 'osm_roads',
  noun: 'road',
  title: 'Roads of OpenStreetMap',
  source: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  columns: [],
  takes: (sample) => sample.format === 'osm',
  async *rows(reading) {
    const roads = new OsmRoads();
    for await (const items of await reading.osmItems()) {
      for (const { type, refs, tags } of items) {
        if (type === 'way' && refs !== undefined && roads.takeWay(refs, tags ?? {})) reading.read++;
      }
    }
    roads.endWays();
    for await (const items of await reading.osmItems()) {
      for (const { type, id, lon, lat } of items) {
        if (type === 'node' && lon !== undefined && lat !== undefined) roads.takeNode(id, lon, lat);
      }
    }
    reading.facts.inputPrecision = 'exact';
    let edges = 0;
    let meters = 0;
    for (const { roadClass, oneWay, closed, positions } of roads.edges()) {
      const lengthMeters = lengthOf(positions);
      if (lengthMeters >= MOST_EDGE_METERS) {
        const message = 'An edge of 2,000 km or more is a mistake in the file; a ferry is no road.';
        reading.log.add({ code: 'row_skipped', row: null, column: null, message });
        continue;
      }
      edges++;
      meters += lengthMeters;
      reading.place(positions[0] as Position);
      const geom = { type: 'LineString' as const, coordinates: positions };
      yield { roadClass, lengthMeters, seconds: null, oneWay, closed, geom };
    }
    const figures = `${reading.read.toLocaleString('en')} ways became ${edges.toLocaleString('en')} edges`;
    reading.notes.push(
      `${figures}, ${Math.round(meters / 1000).toLocaleString('en')} km. Times come from speed tables.`,
    );
    if (roads.incomplete > 0) {
      const message = 'Some nodes of these ways are not in the file: they end at its border.';
      reading.log.add({ code: 'cut_ways', row: null, column: null, message, count: roads.incomplete });
    }
  },
};

/** Meters over the ground along a line. */
export function lengthOf(positions: readonly Position[]): number {
  let meters = 0;
  for (let i = 1; i < positions.length; i++) {
    const [fromLon, fromLat] = positions[i - 1] as Position;
    const [toLon, toLat] = positions[i] as Position;
    meters += geodesicMeters({ fromLon, fromLat, toLon, toLat });
  }
  return meters;
}
