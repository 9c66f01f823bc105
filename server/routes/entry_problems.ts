// What anybody says is wrong with an entry: one of a few words, after a little work, counted by day. The answer is the same
// whether the entry is there or not; it never changes the order of a list by itself.
import { createRoute, type z } from '@hono/zod-openapi';
import { entryProblemInput } from '../../geodata/schema/referral.ts';
import { permits } from '../access/may.ts';
import type { ReportWork } from '../access/report_work.ts';
import { countProblem } from '../queries/entry_problems.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam } from './feature.ts';

const say = createRoute({
  method: 'post',
  path: '/api/services/{id}/problems',
  summary: 'Say that an entry is wrong; kept as a count for the day',
  description:
    'Nothing of who says it is kept, and no time. Staff see it from the next day on. `work`: a solved challenge of /api/reports/challenge.',
  ...permits('create', 'entry_problem', 'service_not_found'),
  request: {
    params: idParam,
    body: { required: true, content: { 'application/json': { schema: entryProblemInput } } },
  },
  responses: { 202: { description: 'It was heard' } },
});

export function entryProblemRoutes(
  { database, now }: Pick<Deps, 'database' | 'now'>,
  { checkWork }: Pick<ReportWork, 'checkWork'>,
) {
  return createRouter().openapi(say, async (c) => {
    const viewer = c.get('viewer');
    const { id: serviceId } = c.req.valid('param');
    const { work, problem } = c.req.valid('json') as z.infer<typeof entryProblemInput>;
    const today = now().toISOString().slice(0, 10);
    await checkWork(work, () => database.transaction((tx) => countProblem(tx, viewer, { serviceId, problem, today })));
    c.header('Cache-Control', 'no-store');
    return c.body(null, 202);
  });
}
