// Road graphs as GeoJSON lines → road edges: a street graph with length and time, or links between towns with road_m and
// drive_min. Times are the maker's model, not measurements; the report says so.
import { roadClassOf } from '../../geodata/formats/osm.ts';
import { type Adapter, eachRecord, hasAll, hasOnly } from './adapter.ts';
import type { Sample } from './sample.ts';

const isStreets = (sample: Sample): boolean => hasAll(sample, ['length', 'time']);
const isLinks = (sample: Sample): boolean => hasAll(sample, ['from', 'to', 'road_m', 'drive_min']);

export const streetEdges: Adapter<'road'> = {
  id: 'street_edges',
  noun: 'road',
  title: 'Edges of a road graph',
  source: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  columns: ['length', 'time', 'highway', 'from', 'to', 'road_m', 'drive_min'],
  takes: (sample) =>
    sample.format === 'features' && hasOnly(sample, ['LineString']) && (isStreets(sample) || isLinks(sample)),
  async *rows(reading) {
    const streets = isStreets(reading.sample);
    const columns = streets ? { length: 'length', time: 'time' } : { length: 'road_m', time: 'drive_min' };
    const secondsPerUnit = streets ? 1 : 60;
    reading.facts.inputPrecision = streets ? 'exact' : 'settlement';
    reading.notes.push(
      streets
        ? 'Each edge is one direction. Its time is the maker’s assumption, not a measurement.'
        : 'Each link stands for both directions, drawn straight; length and time are along the road.',
    );
    yield* eachRecord(reading, (fields) => {
      const lengthMeters = fields.needNumber(columns.length, { min: 0, max: 2e6 });
      const time = fields.number(columns.time, { min: 0, max: 1e6 / secondsPerUnit });
      const geom = fields.geometry(['LineString']);
      if (lengthMeters === null || geom === null) return null;
      const first = geom.coordinates[0];
      if (first !== undefined) reading.place(first);
      return {
        roadClass: roadClassOf(fields.text('highway')) ?? ('unknown' as const),
        lengthMeters,
        seconds: time === null ? null : time * secondsPerUnit,
        oneWay: streets,
        closed: false,
        geom,
      };
    });
  },
};
