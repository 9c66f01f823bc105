// Live events over real connections that are cut at any byte: whoever returns has every event once, in order. And one who does
// not read is let go, while the others hear all.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { randomIndex, seededRandom } from '../../../geodata/analysis/random.ts';
import type { Environment } from '../../../server/access/environment.ts';
import { createEvents, EVENT_LIMITS, type Events } from '../../../server/live/events.ts';
import type { ChangeListener } from '../../../server/live/outbox.ts';
import { eventRoutes } from '../../../server/routes/events.ts';
import { listenTo } from '../../support/event_stream.ts';

/** The real hub and its route behind a socket, for operations of one organization; the test speaks for the database. */
async function withHub(
  work: (of: { address: string; events: Events; say: (verb: string) => void }) => Promise<void>,
): Promise<void> {
  let heard: ChangeListener = () => undefined;
  const events = createEvents({
    outbox: {
      subscribe: (listener) => {
        heard = listener;
        return () => undefined;
      },
    },
    sessions: { onEnded: () => () => undefined, liveAmong: async (hashes) => new Set(hashes) },
    now: () => new Date(),
    limits: { ...EVENT_LIMITS, perSession: 1_000 },
  });
  const app = new Hono<Environment>();
  app.use(async (c, next) => {
    c.set('viewer', { role: 'operations', organizationId: 'one', areaPrefix: '' });
    c.set('token', 'token');
    await next();
  });
  app.route('/', eventRoutes({ events, trustProxy: false }));
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const say = (verb: string) => heard({ organizationId: 'one', noun: 'service', hidden: false, verb });
    await work({ address, events, say });
  } finally {
    events.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

/** Takes complete events only, as a browser does, and remembers the number of the last one. */
function takeEvents(text: string, known: { lastId: string; verbs: string[]; resets: number }): void {
  for (const frame of text.split('\n\n').slice(0, -1)) {
    known.lastId = /^id: (.*)$/m.exec(frame)?.[1] ?? known.lastId;
    if (frame.includes('event: reset')) known.resets++;
    const verb = /"verb":"(\w+)"/.exec(frame)?.[1];
    if (verb !== undefined) known.verbs.push(verb);
  }
}

const CLIENTS = 12;
const EVENTS = 400;
const LOST_BYTES = 1_500;

it('makes every event good once and in order to those who are cut off at any byte and return', () =>
  withHub(async ({ address, say }) => {
    const random = seededRandom(20_261_122);
    const clients = Array.from({ length: CLIENTS }, () => ({ lastId: '', verbs: [] as string[], resets: 0, cuts: 0 }));
    let said = 0;
    const speak = (count: number) => {
      for (let n = 0; n < count && said < EVENTS; n++) say(`n${said++}`);
    };
    const connect = async (client: (typeof clients)[number]) => {
      const stream = listenTo(address, client.lastId === '' ? {} : { 'Last-Event-ID': client.lastId });
      await stream.until('event: open');
      return stream;
    };
    const streams = await Promise.all(clients.map(connect));
    while (said < EVENTS) {
      speak(1 + randomIndex(random, 9));
      const which = randomIndex(random, CLIENTS);
      const [client, stream] = [clients[which], streams[which]];
      if (client === undefined || stream === undefined) continue;
      if (random() < 0.5) await stream.until(`"n${said - 1}"`);
      stream.hangUp();
      // What was on its way is lost from any byte on: some twenty events at most, and many more are kept for who returns.
      const text = stream.text();
      takeEvents(text.slice(0, text.length - randomIndex(random, Math.min(text.length, LOST_BYTES) + 1)), client);
      client.cuts++;
      if (client.lastId === '') client.verbs.length = 0;
      speak(randomIndex(random, 5));
      streams[which] = await connect(client);
    }
    say(`n${EVENTS}`);
    await Promise.all(streams.map((stream) => stream.until(`"n${EVENTS}"`)));
    for (const [which, client] of clients.entries()) takeEvents(streams[which]?.text() ?? '', client);
    const expected = Array.from({ length: EVENTS + 1 }, (_, n) => `n${n}`);
    for (const { verbs, resets } of clients) {
      // Who was cut off before the first event arrived begins where it stands.
      expect([resets, verbs]).toEqual([0, expected.slice(-verbs.length)]);
    }
    expect(clients.reduce((sum, { cuts }) => sum + cuts, 0)).toBeGreaterThan(40);
    expect(clients.filter(({ verbs }) => verbs.length === EVENTS + 1).length).toBeGreaterThan(CLIENTS / 2);
  }));

it('lets go of one who does not read once a mebibyte waits for it, and of nobody else', () =>
  withHub(async ({ address, events, say }) => {
    const quick = listenTo(address, {});
    const slow = listenTo(address, {});
    await quick.until('event: open');
    await slow.until('event: open');
    slow.pause();
    // The kernel takes some megabytes for the one who does not read before anything waits in the process.
    const verb = 'x'.repeat(4_000);
    let said = 0;
    while (events.count() === 2 && said < 20_000) {
      for (let n = 0; n < 50; n++) say(`${verb}${said++}`);
      await quick.until(`${verb}${said - 1}"`);
    }
    expect(events.count()).toBe(1);
    say('afterwards');
    await quick.until('afterwards');
    expect(quick.text().match(/event: change/g)).toHaveLength(said + 1);
  }));
