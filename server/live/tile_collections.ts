// The collections that have tiles: what each shows, who shares a snapshot of it, and how that is read. Incidents are
// never here: below the steward they have no place, and a tile cannot be taken back.
import type { Noun } from '../../geodata/schema/dataset.ts';
import {
  type Role,
  SEES_ALL_ZONES,
  SEES_PROTECTED_SERVICES,
  SEES_UNPUBLISHED_ROADS,
  type Thing,
  type Viewer,
} from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import {
  readAreas,
  readPatrols,
  readPlaces,
  readPopulation,
  readRoads,
  readServices,
  readZones,
  type Scope,
} from '../queries/tiles.ts';
import { pointSnapshot } from './point_snapshot.ts';
import { shapeSnapshot } from './shape_snapshot.ts';
import type { Snapshot } from './snapshot.ts';

export interface TileCollection {
  readonly id: string;
  readonly title: string;
  readonly noun: Noun & Thing;
  /** Tag → JSON type, for TileJSON. */
  readonly fields: Readonly<Record<string, 'String' | 'Number' | 'Boolean'>>;
  /** What a tile with too many points keeps (mvt_thinning.ts); null where nothing is ever left out. */
  readonly crowded: string | null;
  /** Whether one of several datasets is shown. */
  readonly hasDatasets: boolean;
  /** What sets viewers apart; everything else about them must not matter. */
  narrow(viewer: Viewer): Partial<Omit<Scope, 'organizationId' | 'datasetId'>>;
  /** Whether this viewer's tiles hold what the public may not see: such tiles are kept in no browser. */
  isConfidential(viewer: Viewer): boolean;
  read(database: Database, scope: Scope, now: Date): Promise<Snapshot>;
  /** Role whose login reads it for a scope: the least that may. */
  reader(scope: Scope): Role;
}

const same = () => ({});
const anybody = (): Role => 'public';
const never = () => false;

const COLLECTIONS: readonly TileCollection[] = [
  {
    id: 'areas',
    title: 'Administrative areas',
    noun: 'area',
    fields: { id: 'String', name: 'String', level: 'Number' },
    crowded: null,
    hasDatasets: false,
    narrow: same,
    isConfidential: never,
    reader: anybody,
    read: (database, scope) =>
      shapeSnapshot({ layer: 'areas', tags: { pcode: 'id', name: 'name', level: 'level' } }, (each) =>
        readAreas(database, scope, each),
      ),
  },
  {
    id: 'places',
    title: 'Places',
    noun: 'place',
    fields: { id: 'String', name: 'String', kind: 'String', population: 'Number' },
    crowded: 'the most populous',
    hasDatasets: false,
    narrow: same,
    isConfidential: never,
    reader: anybody,
    read: (database, scope) =>
      pointSnapshot(
        {
          layer: 'places',
          numbers: [{ name: 'population', as: 'number' }],
          texts: ['name', 'kind'],
          priority: 'population',
        },
        (each) => readPlaces(database, scope, each),
      ),
  },
  {
    id: 'roads',
    title: 'Roads',
    noun: 'road',
    fields: { class: 'String', closed: 'Boolean' },
    crowded: null,
    hasDatasets: false,
    narrow: ({ role }) => (SEES_UNPUBLISHED_ROADS.has(role) ? { unpublishedRoads: true } : {}),
    isConfidential: ({ role }) => SEES_UNPUBLISHED_ROADS.has(role),
    reader: ({ unpublishedRoads }) => (unpublishedRoads ? 'planner' : 'public'),
    read: (database, scope, now) =>
      shapeSnapshot({ layer: 'roads', tags: { class: 'class', closed: 'closed' } }, (each) =>
        readRoads(database, scope, now, each),
      ),
  },
  {
    id: 'services',
    title: 'Services',
    noun: 'service',
    fields: { id: 'String', name: 'String', kind: 'String', status: 'String', invented: 'Boolean' },
    crowded: 'an even share',
    hasDatasets: false,
    narrow: ({ role, areaPrefix }) =>
      SEES_PROTECTED_SERVICES.has(role) ? { protectedServices: true, areaPrefix } : {},
    isConfidential: ({ role }) => SEES_PROTECTED_SERVICES.has(role),
    reader: ({ protectedServices }) => (protectedServices ? 'operations' : 'public'),
    read: (database, scope) =>
      pointSnapshot(
        {
          layer: 'services',
          numbers: [{ name: 'invented', as: 'boolean' }],
          texts: ['name', 'kind', 'status'],
          priority: null,
        },
        (each) => readServices(database, scope, each),
      ),
  },
  {
    id: 'zones',
    title: 'Safe zones',
    noun: 'zone',
    fields: { id: 'String', name: 'String', kind: 'String', status: 'String' },
    crowded: null,
    hasDatasets: false,
    narrow: ({ role, areaPrefix }) => (SEES_ALL_ZONES.has(role) ? { allZones: true, areaPrefix } : {}),
    isConfidential: ({ role }) => SEES_ALL_ZONES.has(role),
    reader: ({ allZones }) => (allZones ? 'planner' : 'public'),
    read: (database, scope) =>
      shapeSnapshot({ layer: 'zones', tags: { id: 'id', name: 'name', kind: 'kind', status: 'status' } }, (each) =>
        readZones(database, scope, each),
      ),
  },
  {
    id: 'patrols',
    title: 'Patrol routes',
    noun: 'patrol',
    fields: { id: 'String', name: 'String', mode: 'String', purpose: 'String' },
    crowded: null,
    hasDatasets: false,
    narrow: ({ areaPrefix }) => ({ areaPrefix }),
    isConfidential: () => true,
    reader: () => 'operations',
    read: (database, scope) =>
      shapeSnapshot({ layer: 'patrols', tags: { id: 'id', name: 'name', mode: 'mode', purpose: 'purpose' } }, (each) =>
        readPatrols(database, scope, each),
      ),
  },
  {
    id: 'population',
    title: 'Population cells',
    noun: 'population',
    fields: { people: 'Number' },
    crowded: 'the cells with the most people',
    hasDatasets: true,
    narrow: same,
    isConfidential: never,
    reader: anybody,
    read: (database, scope) =>
      pointSnapshot(
        {
          layer: 'population',
          numbers: [
            { name: 'id', as: 'id' },
            { name: 'people', as: 'number' },
          ],
          texts: [],
          priority: 'people',
        },
        (each) => readPopulation(database, scope, each),
      ),
  },
];

export const tileCollection = (id: string): TileCollection | undefined =>
  COLLECTIONS.find((collection) => collection.id === id);
