// The board of early warning: what each indicator says in each area, for the duty room.
import { createRoute } from '@hono/zod-openapi';
import { warningBoard } from '../../geodata/schema/warning_board.ts';
import { permits } from '../access/may.ts';
import { readBoard } from '../jobs/warning_board.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

const read = createRoute({
  method: 'get',
  path: '/api/warning-board',
  summary: 'What each indicator says in each area, held against what was usual',
  description:
    'Counts: calibrated EARS (alpha 0.01), CUSUM and, with three years of weeks, Farrington. Scales: C2 with a floor. One report after zeros, and weak sources alone, ask for a second source and are no alarm.',
  ...permits('read', 'observation'),
  responses: { 200: jsonOf(warningBoard, 'The board of today (UTC)') },
});

export function warningBoardRoutes({ now }: Pick<Deps, 'now'>) {
  return createRouter().openapi(read, async (c) =>
    c.json(await readBoard(c.get('database'), c.get('viewer'), now()), 200),
  );
}
