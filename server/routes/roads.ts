// Road edges, read by all: planners and operations close them and say how long they take, which stewards publish; stewards
// draw them.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  MAX_ROAD_METERS,
  ROAD_CONDITION,
  type RoadChange,
  roadChange,
  roadEdge,
  roadExample,
  roadInput,
} from '../../geodata/schema/road.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { countRows } from '../queries/dataset_records.ts';
import {
  deleteRoad,
  getRoad,
  insertRoad,
  type RoadRecord,
  updateRoad,
  updateRoadCondition,
} from '../queries/road_records.ts';
import { listRoads } from '../queries/roads.ts';
import { createRouter, type Deps } from './environment.ts';
import { bboxQuery, featureOf, featuresOf, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { lineMeters } from './line_meters.ts';
import { mountWritable } from './writable.ts';

const properties = roadEdge.omit({ geom: true });
const written = properties.extend({ datasetId: z.uuid(), version: z.number().int().positive() });

const list = createRoute({
  method: 'get',
  path: '/api/roads',
  summary: 'Road edges',
  ...permits('read', 'road'),
  request: { query: z.strictObject({ ...pageQuery, bbox: bboxQuery }) },
  responses: { 200: jsonOf(featuresOf(properties), 'A page of road edges') },
});

/** Whether a change says no more than what a road is like today. */
const isCondition = (parts: object) => Object.keys(parts).every((name) => ROAD_CONDITION.has(name));
const drawsRoads = ({ role }: Viewer) => role === 'steward';

export function roadRoutes(deps: Deps) {
  const router = createRouter();
  const read = (db: Queryable, viewer: Viewer, id: string) => getRoad(db, viewer, id, deps.now());
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listRoads(c.get('database'), viewer, { ...filter, limit: limit + 1, now: deps.now() });
    return c.json(toPage(rows, limit, c.req.url), 200);
  });
  mountWritable(router, deps, {
    noun: 'road',
    words: 'road edge',
    path: '/api/roads',
    missing: 'road_not_found',
    input: roadInput,
    example: roadExample,
    change: roadChange,
    note: 'Planners and operations change `closed` and `seconds`; nobody below them reads it before a steward publishes it. The rest is a steward’s. The length is that of the line. What constraints do to a road that they touch is read with it and is no part of what is changed.',
    answer: { schema: featureOf(written), of: toFeature },
    check: async (_db, viewer, _record, parts) => {
      if (drawsRoads(viewer) || isCondition(parts)) return;
      throw new Problem(
        'forbidden',
        'Your role says whether a road is open and how long it takes; stewards change the rest.',
      );
    },
    isHidden: () => false,
    hidesChange: isCondition,
    get: read,
    insert: async (db, viewer, record) => {
      const lengthMeters = lineMeters(record.geom, MAX_ROAD_METERS);
      await countRows(db, viewer, { noun: 'road', datasetId: record.datasetId, more: 1 });
      return (await read(db, viewer, await insertRoad(db, viewer, { ...record, lengthMeters }))) as RoadRecord;
    },
    update: async (db, viewer, { id, version, ...named }) => {
      const parts = named.parts as RoadChange;
      const change = { id, version, parts };
      const lengthMeters = parts.geom === undefined ? null : lineMeters(parts.geom, MAX_ROAD_METERS);
      const isSeen = !isCondition(parts);
      const done = drawsRoads(viewer)
        ? await updateRoad(db, viewer, { ...change, lengthMeters, isSeen })
        : await updateRoadCondition(db, viewer, change);
      return done ? read(db, viewer, id) : null;
    },
    remove: async (db, viewer, target) => {
      const road = await read(db, viewer, target.id);
      if (road === null || !(await deleteRoad(db, viewer, target))) return false;
      await countRows(db, viewer, { noun: 'road', datasetId: road.datasetId, more: -1 });
      return true;
    },
  });
  return router;
}
