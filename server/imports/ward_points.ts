// Points of wards (state, lga, ward, lon, lat) → places. The district is named in words: unmatched names are reported.
import { type Adapter, eachRecord, hasAll } from './adapter.ts';

const COLUMNS = ['state', 'lga', 'ward', 'lon', 'lat'];

export const wardPoints: Adapter<'place'> = {
  id: 'ward_points',
  noun: 'place',
  title: 'Ward points',
  source: 'temikeezy/nigeria-geojson-data',
  licence: 'MIT',
  columns: COLUMNS,
  takes: (sample) => sample.format === 'table' && hasAll(sample, COLUMNS),
  async *rows(reading) {
    reading.facts.inputPrecision = 'settlement';
    yield* eachRecord(reading, (fields) => {
      const name = fields.needText('ward');
      const position = fields.point('lon', 'lat');
      if (name === null || position === null) return null;
      const district = fields.text('lga');
      if (!reading.areas.empty && reading.areas.byName(district, fields.text('state')) === null) {
        const near = reading.areas.similar(district);
        const hint = near === null ? '' : ` (${near.name}, ${near.pcode}, is close)`;
        fields.warn('name_unmatched', 'lga', `No area is named ${district}${hint}.`);
      }
      reading.place(position);
      return { name, kind: 'ward' as const, population: null, geom: { type: 'Point' as const, coordinates: position } };
    });
  },
};
