// GeoNames settlements → places. Kind by feature code, and by population where the code is only "populated place".
import type { Place } from '../../geodata/schema/place.ts';
import { type Adapter, eachRecord, hasAll, Ids } from './adapter.ts';

const COLUMNS = ['geonameid', 'name', 'feature_code', 'population', 'lon', 'lat'];

/** https://www.geonames.org/export/codes.html */
const KINDS: Readonly<Record<string, Place['kind']>> = { PPLC: 'capital', PPLA: 'city', PPLA2: 'town', PPLA3: 'town' };
/** People from which an ordinary populated place is called a town here; the source does not say. */
const TOWN_PEOPLE = 5000;

export const geonames: Adapter<'place'> = {
  id: 'geonames',
  noun: 'place',
  title: 'GeoNames settlements',
  source: 'GeoNames (geonames.org)',
  licence: 'CC BY 4.0',
  columns: COLUMNS,
  takes: (sample) => sample.format === 'table' && hasAll(sample, COLUMNS),
  async *rows(reading) {
    const ids = new Ids();
    reading.facts.inputPrecision = 'settlement';
    yield* eachRecord(reading, (fields) => {
      const id = fields.needText('geonameid');
      if (id !== null && !ids.isNew(id))
        fields.refuse('duplicate_id', 'geonameid', 'This id came before. Keep one of the rows.');
      const name = fields.needText('name');
      const population = fields.number('population', { min: 0, max: 1e10 });
      const position = fields.point('lon', 'lat');
      if (name === null || position === null) return null;
      reading.place(position);
      const kind = KINDS[fields.text('feature_code')] ?? ((population ?? 0) >= TOWN_PEOPLE ? 'town' : 'village');
      return { name, kind, population, geom: { type: 'Point' as const, coordinates: position } };
    });
  },
};
