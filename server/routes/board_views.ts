// Saved views of the board, each account's own: what is shown and of which time, with a camera too coarse to name a place.
import { createRoute, z } from '@hono/zod-openapi';
import { boardView, boardViewChange, boardViewExample, boardViewInput } from '../../geodata/schema/board_view.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import {
  countViews,
  deleteView,
  getView,
  insertView,
  listViews,
  updateView,
  VIEWS_MOST,
} from '../queries/board_views.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/board-views',
  summary: 'Your own saved views of the board, by name',
  ...permits('read', 'board_view'),
  responses: { 200: jsonOf(z.object({ items: z.array(boardView) }), 'All of them') },
});

export function boardViewRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => c.json({ items: await listViews(c.get('database'), c.get('viewer')) }, 200));
  mountWritable(router, deps, {
    noun: 'board_view',
    words: 'saved view',
    path: '/api/board-views',
    missing: 'not_found',
    input: boardViewInput,
    example: boardViewExample,
    change: boardViewChange,
    answer: { schema: boardView, of: (row) => row },
    isHidden: () => true,
    get: getView,
    insert: async (db, viewer, record) => {
      if ((await countViews(db, viewer)) >= VIEWS_MOST)
        throw new Problem('too_large', `You keep ${VIEWS_MOST} views already. Delete one that you do not need.`);
      return insertView(db, viewer, record);
    },
    update: updateView,
    remove: deleteView,
  });
  return router;
}
