// Two servers on one database: what is written at one is heard at the other, and who returns to the other looks again at
// everything. On PostgreSQL each has its connections; the embedded database is one object that both use.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { expect, inject, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { createEvents } from '../../../server/live/events.ts';
import { openOutbox } from '../../../server/live/outbox.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, makeOwnDatabase } from '../../support/database.ts';
import { listenTo } from '../../support/event_stream.ts';
import { loadWorld } from '../../support/world.ts';

async function startServer(database: Database) {
  const outbox = await openOutbox(database);
  const app = testApp(database, {
    publicOrganizationId: 'one',
    guards: (sessions) => {
      const events = createEvents({ outbox, sessions, now: () => NOW });
      return { events, limiter: null, watched: null, close: events.close };
    },
  });
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    app,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async end() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await outbox.close();
    },
  };
}

/** Both of them over a world that is committed. */
async function withTwo(work: (one: Database, other: Database) => Promise<void>): Promise<void> {
  if (inject('databaseUrl') === null) {
    await inCommittedDatabase(async (database) => {
      await database.transaction((tx) => loadWorld(tx, 'one'));
      await work(database, database);
    });
    return;
  }
  const own = await makeOwnDatabase();
  const [one, other] = [await own.open(), await own.open()];
  try {
    await migrate(one, () => undefined);
    await one.transaction((tx) => loadWorld(tx, 'one'));
    await work(one, other);
  } finally {
    await Promise.all([one.close(), other.close()]);
    await own.remove();
  }
}

it('tells those at one server of what was written at the other, and those who change over to look at everything', () =>
  withTwo(async (one, other) => {
    const [here, there] = [await startServer(one), await startServer(other)];
    try {
      const writer = await here.app.as('operations');
      const Authorization = `Bearer ${writer.token}`;
      const [near, far] = [listenTo(here.address, { Authorization }), listenTo(there.address, { Authorization })];
      await near.until('event: open');
      await far.until('event: open');
      const [service] = (await writer.get('/api/services')).json.features;
      const written = await writer.send(
        'PATCH',
        `/api/services/${service.id}`,
        { phone: '199' },
        { 'If-Match': '"1"' },
      );
      expect(written.status).toBe(200);
      await near.until('data: {"noun":"service","verb":"change"}');
      await far.until('data: {"noun":"service","verb":"change"}');
      const lastId = /^id: (.*)$/m.exec(near.text().slice(near.text().lastIndexOf('id: ')))?.[1] ?? '';
      near.hangUp();
      const moved = listenTo(there.address, { Authorization, 'Last-Event-ID': lastId });
      await moved.until('event: reset');
      const back = listenTo(here.address, { Authorization, 'Last-Event-ID': lastId });
      await back.until('event: open');
      expect(back.text()).not.toContain('reset');
    } finally {
      await Promise.all([here.end(), there.end()]);
    }
  }));
