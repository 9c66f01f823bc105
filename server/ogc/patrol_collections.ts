// Collections of patrols and of counts by cell: patrols for operations, hours and counts for planners, as their queries
// reduce them. No collection holds an incident; where one is only known to its area, the count has no place.
import { z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { INCIDENT_TYPES } from '../../geodata/schema/incident.ts';
import { PATROL_MODES, PATROL_PURPOSES, patrolRun } from '../../geodata/schema/patrol.ts';
import { askOnce } from '../access/questions.ts';
import { outlineOfCells } from '../queries/feature_cells.ts';
import { narrowed } from '../queries/features.ts';
import { countsView, incidentCounts } from '../queries/incidents.ts';
import { listPatrols, listRuns, patrolEffort } from '../queries/patrols.ts';
import { toFeature } from '../routes/feature.ts';
import { routeProperties } from '../routes/patrols.ts';
import { type Collection, type OgcFeature, words } from './collection.ts';
import { periodInterval } from './datetime.ts';
import { narrowHeld } from './held_features.ts';

const cell = z.string().regex(/^8[0-9a-f]{14}$/);
const day = z.string().regex(/^\d{4}(-\d{2}){0,2}$/);

/** The cell's outline; what is only known to its area has none. */
const geometryOf = ({ properties }: OgcFeature) =>
  properties['cell'] === null ? null : outlineOfCells([String(properties['cell'])]);

const patrols: Collection = {
  id: 'patrols',
  title: 'Patrol routes',
  description: 'Planned patrol routes of your area.',
  thing: 'patrol',
  geometry: 'shapes',
  properties: routeProperties,
  queryables: { name: words, mode: z.enum(PATROL_MODES), purpose: z.enum(PATROL_PURPOSES), areaPcode: pcode },
  featureId: z.uuid(),
  hasTime: false,
  read: async ({ database, viewer, now }, query) => {
    const { after, limit } = query;
    return (await listPatrols(database, viewer, { now, after, limit, only: narrowed('patrol', query) })).map(toFeature);
  },
};

const patrolRuns: Collection = {
  id: 'patrol-runs',
  title: 'Patrol runs',
  description: 'What was walked or driven of the patrol routes of your area.',
  thing: 'patrol',
  geometry: 'shapes',
  properties: patrolRun.omit({ geom: true }),
  queryables: { routeId: z.uuid() },
  featureId: z.uuid(),
  hasTime: true,
  read: async ({ database, viewer }, query) => {
    const { after, limit } = query;
    return (await listRuns(database, viewer, { after, limit, only: narrowed('patrol_run', query) })).map(toFeature);
  },
};

const incidentCells: Collection = {
  id: 'incident-cells',
  title: 'Reported incidents by cell',
  description:
    'Counts of reported incidents by H3 cell, period and type, as fine as your role may see them. Each page is one of a planner’s questions of the day: ask for 1,000 at a time.',
  thing: 'incident',
  geometry: 'shapes',
  properties: z.object({
    id: z.string(),
    cell: cell.nullable(),
    areaPcode: z.string().nullable(),
    type: z.enum(INCIDENT_TYPES),
    period: day,
    count: z.number().int().positive(),
  }),
  queryables: { cell, areaPcode: pcode, type: z.enum(INCIDENT_TYPES), period: day },
  featureId: z.string().regex(/^[0-9A-Za-z]{0,20}:[0-9-]{4,10}:[a-z_]{1,40}$/),
  hasTime: true,
  read: async (source, query) => {
    const { database, viewer, now } = source;
    const always = { now, from: '0001-01-01', to: '9999-12-31' };
    const rows = await askOnce(database, source, {
      noun: 'incident',
      read: async (tx) => (await incidentCounts(tx, viewer, always)) ?? [],
    });
    const all = rows.map(({ place, imprecise, type, period, count }): OgcFeature => {
      const id = `${place}:${period}:${type}`;
      const at = imprecise ? { cell: null, areaPcode: place === '' ? null : place } : { cell: place, areaPcode: null };
      return { type: 'Feature', id, geometry: null, properties: { id, ...at, type, period, count } };
    });
    const days = countsView(viewer.role)?.period === 'week' ? 7 : 1;
    const timeOf = ({ properties }: OgcFeature) => periodInterval(String(properties['period']), days);
    return narrowHeld(source, all, { query, timeOf, geometryOf });
  },
};

const effort: Collection = {
  id: 'patrol-effort',
  title: 'Patrol hours by cell and month',
  description: 'Hours of patrol by H3 cell and past month. Each page is one of a planner’s questions of the day.',
  thing: 'patrol_effort',
  geometry: 'shapes',
  properties: z.object({ id: z.string(), cell, month: z.string(), hours: z.number() }),
  queryables: { cell, month: z.string().regex(/^\d{4}-\d{2}$/) },
  featureId: z.string().regex(/^[0-9a-f]{15}:\d{4}-\d{2}$/),
  hasTime: true,
  read: async (source, query) => {
    const { database, viewer, now } = source;
    const rows = await askOnce(database, source, {
      noun: 'patrol_effort',
      read: (tx) => patrolEffort(tx, viewer, now),
    });
    const all = rows.map((row): OgcFeature => {
      const id = `${row.cell}:${row.month}`;
      return { type: 'Feature', id, geometry: null, properties: { id, ...row } };
    });
    const timeOf = ({ properties }: OgcFeature) => periodInterval(String(properties['month']));
    return narrowHeld(source, all, { query, timeOf, geometryOf });
  },
};

export const PATROL_COLLECTIONS: readonly Collection[] = [patrols, patrolRuns, incidentCells, effort];
