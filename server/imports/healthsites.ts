// healthsites.io export of OpenStreetMap health facilities → services. Opening hours that are not stated stay unknown.
import { type Adapter, eachRecord, hasAll, hasOnly, Ids } from './adapter.ts';
import { osmKind, osmService } from './osm_points.ts';

export const healthsites: Adapter<'service'> = {
  id: 'healthsites',
  noun: 'service',
  title: 'healthsites.io health facilities',
  source: '© OpenStreetMap contributors, healthsites.io',
  licence: 'ODbL 1.0',
  columns: ['uuid', 'osm_id', 'name', 'amenity', 'healthcare', 'emergency', 'changeset_timestamp'],
  takes: (sample) =>
    sample.format === 'features' &&
    hasOnly(sample, ['Point']) &&
    hasAll(sample, ['uuid', 'osm_id', 'amenity', 'completeness']),
  async *rows(reading) {
    const ids = new Ids();
    reading.facts.inputPrecision = 'exact';
    let last = '';
    yield* eachRecord(reading, (fields) => {
      const uuid = fields.needText('uuid');
      const geom = fields.geometry(['Point']);
      if (uuid === null || geom === null || fields.bad) return null;
      if (!ids.isNew(uuid)) {
        fields.warn('duplicate_skipped', 'uuid', 'This facility came before; the first one is kept.');
        return null;
      }
      const seen = fields.text('changeset_timestamp').slice(0, 10);
      if (seen > last && /^\d{4}-\d\d-\d\d$/.test(seen)) {
        last = seen;
        reading.facts.asOf = last;
      }
      reading.place(geom.coordinates);
      // Everything in this export is a health facility, also where the tag is empty.
      return osmService(fields, osmKind(fields) ?? 'medical', geom);
    });
  },
};
