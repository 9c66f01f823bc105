// Nodes of a regional road graph → places, for those that have a name. The graph itself lies in its edges.
import { type Adapter, eachRecord, hasAll } from './adapter.ts';

const COLUMNS = ['node', 'lon', 'lat', 'name', 'population'];
/** People from which a named node is called a city here. */
const CITY_PEOPLE = 100_000;

export const roadNodes: Adapter<'place'> = {
  id: 'road_nodes',
  noun: 'place',
  title: 'Nodes of a road graph',
  source: '© OpenStreetMap contributors; S. Krantz, Optimal Investments in Africa’s Road Network',
  licence: 'ODbL 1.0',
  columns: COLUMNS,
  takes: (sample) => sample.format === 'table' && hasAll(sample, COLUMNS),
  async *rows(reading) {
    reading.facts.inputPrecision = 'settlement';
    yield* eachRecord(reading, (fields) => {
      const name = fields.text('name');
      const population = fields.number('population', { min: 0, max: 1e10 });
      const position = fields.point('lon', 'lat');
      if (position === null || fields.bad) return null;
      if (name === '') {
        fields.warn('row_skipped', 'name', 'A node without a name is only an end of edges.');
        return null;
      }
      reading.place(position);
      const kind = (population ?? 0) >= CITY_PEOPLE ? ('city' as const) : ('town' as const);
      return {
        name,
        kind,
        population: roundedPeople(population),
        geom: { type: 'Point' as const, coordinates: position },
      };
    });
  },
};

const roundedPeople = (people: number | null): number | null => (people === null ? null : Math.round(people));
