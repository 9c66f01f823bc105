// Live events over real connections to the real app: who is told what of a write, and when a stream ends.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { expect, it } from 'vitest';
import type { Role } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { createEvents, type Events } from '../../../server/live/events.ts';
import { openOutbox } from '../../../server/live/outbox.ts';
import { recordWrite } from '../../../server/queries/writes.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { listenTo } from '../../support/event_stream.ts';
import { loadWorld } from '../../support/world.ts';

async function withServer(
  work: (of: {
    database: Database;
    address: string;
    events: Events;
    app: ReturnType<typeof testApp>;
    tokenOf: (role: Role) => Promise<string>;
  }) => Promise<void>,
): Promise<void> {
  await inCommittedDatabase(async (database) => {
    await database.transaction(async (tx) => {
      await loadWorld(tx, 'one');
      await loadWorld(tx, 'two');
    });
    const outbox = await openOutbox(database);
    let events: Events | undefined;
    const app = testApp(database, {
      publicOrganizationId: 'one',
      guards: (sessions) => {
        events = createEvents({ outbox, sessions, now: () => NOW });
        return { events, limiter: null, watched: null, close: events.close };
      },
    });
    if (events === undefined) throw new Error('the app took no guards');
    const server: Server = createServer(getRequestListener(app.fetch));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const tokenOf = async (role: Role) => (await app.as(role)).token ?? '';
      await work({ database, address, events, app, tokenOf });
    } finally {
      events.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await outbox.close();
    }
  });
}

it('tells operations of a write at once, noun and verb, and the public nothing before the beat', () =>
  withServer(async ({ database, address, tokenOf }) => {
    const operations = listenTo(address, { Authorization: `Bearer ${await tokenOf('operations')}` });
    const visitor = listenTo(address, {});
    await operations.until('event: open');
    await visitor.until('event: beat');
    await database.transaction((tx) =>
      recordWrite(tx, {
        organizationId: 'one',
        role: 'steward',
        verb: 'create',
        noun: 'service',
        thingId: '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10',
        hidden: true,
      }),
    );
    await operations.until('data: {"noun":"service","verb":"create"}');
    expect(operations.text()).not.toContain('6d2f8a0e');
    expect(operations.status()).toBe(200);
    expect(operations.headers()).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(operations.headers()).not.toHaveProperty('content-encoding');
    expect(visitor.text().match(/event:/g)).toHaveLength(1);
    expect(visitor.text()).toMatch(/^retry: \d{4}\nevent: beat\ndata: \{"release":"\w{16}","service":"\w{16}"\}\n\n$/);
  }));

it('hears nothing of a write that was rolled back, nor of another organization’s', () =>
  withServer(async ({ database, address, tokenOf }) => {
    const operations = listenTo(address, { Authorization: `Bearer ${await tokenOf('operations')}` });
    await operations.until('event: open');
    const write = (organizationId: string, noun: 'service' | 'zone' | 'patrol') => ({
      organizationId,
      role: 'steward' as const,
      verb: 'change',
      noun,
      thingId: '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10',
    });
    const undone = database.transaction(async (tx) => {
      await recordWrite(tx, write('one', 'service'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await database.transaction((tx) => recordWrite(tx, write('two', 'zone')));
    await database.transaction((tx) => recordWrite(tx, write('one', 'patrol')));
    await operations.until('patrol');
    expect(operations.text()).not.toMatch(/service|zone/);
  }));

it('ends with its session, leaves nothing behind when the listener hangs up, and ends when the server does', () =>
  withServer(async ({ address, events, app }) => {
    const caller = await app.as('steward');
    const steward = listenTo(address, { Authorization: `Bearer ${caller.token}` });
    await steward.until('event: open');
    await caller.send('DELETE', '/api/session');
    await steward.ended();
    expect(events.count()).toBe(0);
    const visitor = listenTo(address, {});
    await visitor.until('event: beat');
    visitor.hangUp();
    await expect.poll(() => events.count()).toBe(0);
    const last = listenTo(address, {});
    await last.until('event: beat');
    events.close();
    await last.ended();
    const late = listenTo(address, {});
    await late.until('shutting down');
    expect(late.status()).toBe(503);
  }));

it('is for those who may read events, and tells each role of its own nouns', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor, faults } = testApp(database, { publicOrganizationId: 'one' });
    expect((await (await as('admin')).get('/api/events')).status).toBe(404);
    for (const role of ['partner', 'evaluator'] as const)
      expect((await (await as(role)).get('/api/events')).text).toBe((await visitor.get('/api/events')).text);
    expect((await (await as('planner')).get('/api/events')).text).toContain('"zone"');
    expect((await (await as('steward')).get('/api/events')).text).toContain('event: open');
    expect(faults).toEqual([]);
  }));
