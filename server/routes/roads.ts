// Road edges, read by all: planners and operations close them and say how long they take, which stewards publish; stewards
// draw them.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  MAX_ROAD_METERS,
  ROAD_CONDITION,
  roadChange,
  roadEdge,
  roadExample,
  roadInput,
} from '../../geodata/schema/road.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import { countRows } from '../queries/dataset_records.ts';
import { deleteRoad, getRoad, insertRoad, updateRoad, updateRoadCondition } from '../queries/road_records.ts';
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
  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listRoads(c.get('database'), viewer, { ...filter, limit: limit + 1 });
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
    note: 'Planners and operations change `closed` and `seconds`; nobody below them reads it before a steward publishes it. The rest is a steward’s. The length is that of the line.',
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
    get: getRoad,
    insert: async (db, viewer, record) => {
      const lengthMeters = lineMeters(record.geom, MAX_ROAD_METERS);
      await countRows(db, viewer, { noun: 'road', datasetId: record.datasetId, more: 1 });
      return insertRoad(db, viewer, { ...record, lengthMeters });
    },
    update: (db, viewer, { parts, ...change }) => {
      if (!drawsRoads(viewer)) return updateRoadCondition(db, viewer, change);
      const lengthMeters = 'geom' in parts ? lineMeters(change.record.geom, MAX_ROAD_METERS) : null;
      return updateRoad(db, viewer, { ...change, lengthMeters, isSeen: !isCondition(parts) });
    },
    remove: async (db, viewer, target) => {
      const road = await getRoad(db, viewer, target.id);
      if (road === null || !(await deleteRoad(db, viewer, target))) return false;
      await countRows(db, viewer, { noun: 'road', datasetId: road.datasetId, more: -1 });
      return true;
    },
  });
  return router;
}
