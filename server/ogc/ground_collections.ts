// Collections that everybody may read, and population cells: each by the query and the serializer of its noun.
import { z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { gateway } from '../../geodata/schema/gateway.ts';
import { PLACE_KINDS, place } from '../../geodata/schema/place.ts';
import { populationCell } from '../../geodata/schema/population.ts';
import { ROAD_CLASSES, roadEdge } from '../../geodata/schema/road.ts';
import { service } from '../../geodata/schema/service.ts';
import { SERVICE_KINDS, SERVICE_STATUSES } from '../../geodata/schema/service_words.ts';
import { ZONE_KINDS, ZONE_STATUSES, zone } from '../../geodata/schema/zone.ts';
import { listAreas } from '../queries/areas.ts';
import { readExact } from '../queries/exact_reads.ts';
import { countNarrowed, type FeatureQuery, listPopulationPoints, narrowed } from '../queries/features.ts';
import { listGateways } from '../queries/gateways.ts';
import { listPlaces } from '../queries/places.ts';
import { listRoads } from '../queries/roads.ts';
import { listServices } from '../queries/services.ts';
import { listZones } from '../queries/zones.ts';
import { properties as areaProperties, toFeature as toAreaFeature } from '../routes/areas.ts';
import { toFeature } from '../routes/feature.ts';
import { type Collection, type Source, truth, words } from './collection.ts';

type Counted = Parameters<typeof countNarrowed>[2]['noun'];

const count =
  (noun: Counted) =>
  ({ database, viewer, now }: Source, { bbox, where }: FeatureQuery) =>
    countNarrowed(database, viewer, { noun, now, bbox, where });
const page = (noun: Counted, query: FeatureQuery) => ({
  after: query.after,
  limit: query.limit,
  only: narrowed(noun, query),
});

const areas: Collection = {
  id: 'areas',
  title: 'Administrative areas',
  description: 'Administrative units by P-code, with their outlines.',
  thing: 'area',
  geometry: 'shapes',
  properties: areaProperties,
  queryables: {
    adminLevel: z.enum(['0', '1', '2', '3', '4', '5']).transform(Number).openapi({ type: 'integer' }),
    name: words,
    parentPcode: pcode,
  },
  featureId: pcode,
  hasTime: false,
  count: count('area'),
  read: async ({ database, viewer }, query) =>
    (await listAreas(database, viewer, { ...page('area', query), geometry: true })).map(toAreaFeature),
};

const places: Collection = {
  id: 'places',
  title: 'Places',
  description: 'Named settlements.',
  thing: 'place',
  geometry: 'points',
  properties: place.omit({ geom: true }),
  queryables: { name: words, kind: z.enum(PLACE_KINDS) },
  featureId: z.uuid(),
  hasTime: false,
  count: count('place'),
  read: async ({ database, viewer }, query) =>
    (await listPlaces(database, viewer, page('place', query))).map(toFeature),
};

const roads: Collection = {
  id: 'roads',
  title: 'Roads',
  description: 'Edges of the road graph, with class, length and whether they are closed.',
  thing: 'road',
  geometry: 'shapes',
  properties: roadEdge.omit({ geom: true }),
  queryables: { roadClass: z.enum(ROAD_CLASSES), oneWay: truth, closed: truth },
  featureId: z.uuid(),
  hasTime: false,
  count: count('road'),
  read: async ({ database, viewer, now }, query) =>
    (await listRoads(database, viewer, { ...page('road', query), now })).map(toFeature),
};

const services: Collection = {
  id: 'services',
  title: 'Services',
  description: 'The directory of places that give care, as your role may see it.',
  thing: 'service',
  geometry: 'points',
  properties: service.omit({ geom: true }),
  queryables: {
    name: words,
    kind: z.enum(SERVICE_KINDS),
    status: z.enum(SERVICE_STATUSES),
    cost: z.enum(['free', 'paid', 'unknown']),
    femaleStaff: truth,
    accessible: truth,
    areaPcode: pcode,
    datasetId: z.uuid(),
  },
  featureId: z.uuid(),
  hasTime: false,
  count: count('service'),
  read: async ({ database, viewer }, query) => {
    const isExact = (one: { protected: boolean }) => one.protected;
    const rows = await readExact(database, { viewer, noun: 'service', isExact }, (db) =>
      listServices(db, viewer, page('service', query)),
    );
    return rows.map(toFeature);
  },
};

const zones: Collection = {
  id: 'zones',
  title: 'Safe zones',
  description: 'Safe zones: the open ones, and proposed or suspended ones for the roles that plan them.',
  thing: 'zone',
  geometry: 'shapes',
  properties: zone.omit({ geom: true }),
  queryables: {
    name: words,
    kind: z.enum(ZONE_KINDS),
    status: z.enum(ZONE_STATUSES),
    areaPcode: pcode,
    datasetId: z.uuid(),
  },
  featureId: z.uuid(),
  hasTime: false,
  count: count('zone'),
  read: async ({ database, viewer }, query) => (await listZones(database, viewer, page('zone', query))).map(toFeature),
};

const gateways: Collection = {
  id: 'gateways',
  title: 'Contacts',
  description: 'Whom to call about a kind of care in a district; contacts have no place.',
  thing: 'gateway',
  geometry: null,
  properties: gateway,
  queryables: { name: words, kind: z.enum(SERVICE_KINDS), areaPcode: pcode },
  featureId: z.uuid(),
  hasTime: false,
  count: count('gateway'),
  read: async ({ database, viewer }, query) =>
    (await listGateways(database, viewer, page('gateway', query))).map((row) => toFeature({ ...row, geom: null })),
};

const population: Collection = {
  id: 'population',
  title: 'Population cells',
  description: 'People by cell, of the newest dataset or of the one that datasetId names.',
  thing: 'population',
  geometry: 'points',
  properties: populationCell.omit({ lon: true, lat: true }).extend({ id: z.string(), datasetId: z.uuid() }),
  queryables: { areaPcode: pcode, datasetId: z.uuid() },
  featureId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d{1,9}$/),
  hasTime: false,
  read: async ({ database, viewer }, query) => (await listPopulationPoints(database, viewer, query)).map(toFeature),
};

export const GROUND_COLLECTIONS: readonly Collection[] = [areas, places, roads, services, zones, gateways, population];
