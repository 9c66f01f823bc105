// A table of road edges → road edges: one row a piece of road, from one place to another, straight between them.
import { ROAD_CLASSES } from '../../geodata/schema/road.ts';
import { type Adapter, eachRecord, hasAll } from './adapter.ts';
import { yes } from './generic.ts';
import { lengthOf, MOST_EDGE_METERS } from './osm_roads.ts';

const ENDS = ['from_lon', 'from_lat', 'to_lon', 'to_lat'] as const;

export const edgeList: Adapter<'road'> = {
  id: 'edge_list',
  noun: 'road',
  title: 'List of road edges',
  source: 'operator',
  licence: 'not stated',
  columns: [...ENDS, 'length_m', 'seconds', 'road_class', 'one_way', 'closed'],
  takes: (sample) => sample.format === 'table' && hasAll(sample, ENDS),
  async *rows(reading) {
    reading.facts.inputPrecision = 'exact';
    reading.notes.push('Edges are drawn straight. A length that is not given is measured along that line.');
    yield* eachRecord(reading, (fields) => {
      const lon = { min: -180, max: 180 };
      const lat = { min: -90, max: 90 };
      const fromLon = fields.needNumber('from_lon', lon);
      const fromLat = fields.needNumber('from_lat', lat);
      const toLon = fields.needNumber('to_lon', lon);
      const toLat = fields.needNumber('to_lat', lat);
      const stated = fields.number('length_m', { min: 0, max: 2e6 });
      const seconds = fields.number('seconds', { min: 0, max: 1e6 });
      const roadClass = fields.text('road_class') === '' ? 'unknown' : fields.oneOf('road_class', ROAD_CLASSES);
      if (fromLon === null || fromLat === null || toLon === null || toLat === null || roadClass === null) return null;
      reading.place([fromLon, fromLat]);
      const coordinates: [number, number][] = [
        [fromLon, fromLat],
        [toLon, toLat],
      ];
      const lengthMeters = stated ?? lengthOf(coordinates);
      if (lengthMeters >= MOST_EDGE_METERS) {
        return fields.refuse(
          'out_of_range',
          'to_lon',
          'The two ends are 2,000 km apart or more: no road is one edge so long.',
        );
      }
      return {
        roadClass,
        lengthMeters,
        seconds,
        oneWay: yes(fields, 'one_way'),
        closed: yes(fields, 'closed'),
        geom: { type: 'LineString' as const, coordinates },
      };
    });
  },
};
