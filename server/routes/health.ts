// /healthz: the process answers. /readyz: it may be sent work: not draining, and the database answers.
import { Hono } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';

export function healthRoutes({ database, ready }: { database: Database; ready: () => boolean }) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      if (!ready()) throw new Problem('busy', 'The server is shutting down.');
      await database.ping();
      return c.json({ status: 'ready' });
    });
}
