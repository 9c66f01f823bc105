// A server of its own process for tests/bench/live.ts: the real events route, and Hono's streamSSE beside it, both told of the
// same changes so many times a second. Says its address, then how much memory it takes when asked.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Environment } from '../../server/access/environment.ts';
import { createEvents, EVENT_LIMITS } from '../../server/live/events.ts';
import type { ChangeListener } from '../../server/live/outbox.ts';
import { eventRoutes } from '../../server/routes/events.ts';

let say: ChangeListener = () => undefined;
const events = createEvents({
  outbox: {
    subscribe: (listener) => {
      say = listener;
      return () => undefined;
    },
  },
  sessions: { onEnded: () => () => undefined, liveAmong: async (hashes) => new Set(hashes) },
  now: () => new Date(),
  limits: { ...EVENT_LIMITS, perSession: 20_000, all: 20_000 },
});
const streams = new Set<SSEStreamingApi>();
const app = new Hono<Environment>();
app.get('/peer', (c) =>
  streamSSE(c, async (stream) => {
    streams.add(stream);
    await stream.writeSSE({ event: 'open', data: '{}' });
    await new Promise<void>((resolve) => stream.onAbort(() => resolve()));
    streams.delete(stream);
  }),
);
app.use(async (c, next) => {
  c.set('viewer', { role: 'operations', organizationId: 'one', areaPrefix: '' });
  c.set('token', 'token');
  await next();
});
app.route('/', eventRoutes({ events, trustProxy: false }));

let count = 0;
/** The verb is the time of speaking, so that a listener can tell how late it hears. */
function speak(to: 'ours' | 'peer'): void {
  const verb = (performance.timeOrigin + performance.now()).toFixed(3);
  if (to === 'ours') {
    say({ organizationId: 'one', noun: 'service', hidden: false, verb });
    return;
  }
  count++;
  const data = JSON.stringify({ noun: 'service', verb });
  for (const stream of streams) void stream.writeSSE({ id: `${count}`, event: 'change', data });
}

let timer: NodeJS.Timeout | undefined;
let said = 0;
process.on('message', ({ to, perSecond }: { to: 'ours' | 'peer'; perSecond: number }) => {
  clearInterval(timer);
  process.send?.({ memory: process.memoryUsage().rss, said });
  if (perSecond === 0) return;
  const began = performance.now();
  said = 0;
  // By the clock, however late a timer fires: so many are due, so many are said.
  const catchUp = () => {
    for (const due = ((performance.now() - began) * perSecond) / 1000; said < due; said++) speak(to);
  };
  timer = setInterval(catchUp, 500 / perSecond);
});
process.on('disconnect', () => process.exit());

const server = createServer(getRequestListener(app.fetch));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
