// Points of OpenStreetMap with their tags → services of the kinds that protection work asks for; other tags are skipped.
import type { Fields } from '../../geodata/formats/fields.ts';
import type { Point } from '../../geodata/schema/geometry.ts';
import type { ServiceKind } from '../../geodata/schema/service_words.ts';
import type { LoadRow } from '../queries/load.ts';
import { type Adapter, eachRecord, hasAll, hasOnly, Ids } from './adapter.ts';

/** https://wiki.openstreetmap.org/wiki/Key:amenity */
const AMENITIES: Readonly<Record<string, ServiceKind>> = {
  hospital: 'medical',
  clinic: 'medical',
  doctors: 'medical',
  dentist: 'medical',
  pharmacy: 'medical',
  health_post: 'medical',
  school: 'education',
  college: 'education',
  university: 'education',
  kindergarten: 'education',
  police: 'police',
  shelter: 'shelter',
  refugee_site: 'shelter',
  courthouse: 'legal',
};

export const osmPoints: Adapter<'service'> = {
  id: 'osm_points',
  noun: 'service',
  title: 'OpenStreetMap points',
  source: '© OpenStreetMap contributors',
  licence: 'ODbL 1.0',
  columns: ['osm_id', 'full_id', 'osm_type', 'name', 'amenity', 'healthcare', 'emergency'],
  takes: (sample) =>
    sample.format === 'features' && hasOnly(sample, ['Point']) && hasAll(sample, ['osm_id', 'osm_type', 'amenity']),
  async *rows(reading) {
    const ids = new Ids();
    reading.facts.inputPrecision = 'exact';
    yield* eachRecord(reading, (fields) => {
      const id = fields.needText('osm_id');
      const geom = fields.geometry(['Point']);
      if (id === null || geom === null || fields.bad) return null;
      if (!ids.isNew(`${fields.text('osm_type')} ${id}`)) {
        fields.warn('duplicate_skipped', 'osm_id', 'This object came before; the first one is kept.');
        return null;
      }
      const kind = osmKind(fields);
      if (kind === null) {
        fields.warn('row_skipped', 'amenity', 'No kind of service stands for this tag.');
        return null;
      }
      reading.place(geom.coordinates);
      return osmService(fields, kind, geom);
    });
  },
};

/** Kind of service by the tags; null where none fits. */
export function osmKind(fields: Fields): ServiceKind | null {
  return AMENITIES[fields.text('amenity')] ?? (fields.text('healthcare') === '' ? null : 'medical');
}

/** A service as OpenStreetMap knows it: name, kind and place; what is not tagged stays unknown. */
export function osmService(fields: Fields, kind: ServiceKind, geom: Point): LoadRow['service'] {
  const tag = fields.text('amenity') || fields.text('healthcare') || kind;
  return {
    name: (fields.text('name') || `Unnamed (${tag.replaceAll('_', ' ')})`).slice(0, 200),
    kind,
    status: 'unknown',
    openingHours: null,
    geom,
  };
}
