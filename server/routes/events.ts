// GET /api/events: server-sent events. Written to the socket itself, the same bytes for everybody of a topic; inside the
// process, without a socket, the first frame is all there is.
import { randomInt } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createRoute } from '@hono/zod-openapi';
import { SECURITY_HEADERS } from '../access/headers.ts';
import { countedNetwork } from '../access/limiter.ts';
import { permits } from '../access/may.ts';
import { hashOfToken } from '../access/sessions.ts';
import type { Events, Listener } from '../live/events.ts';
import { createRouter } from './environment.ts';

const HEADERS = {
  ...SECURITY_HEADERS,
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform: a proxy that compresses would hold small frames back; no-store is for every answer.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

const read = createRoute({
  method: 'get',
  path: '/api/events',
  ...permits('read', 'event'),
  summary: 'Hear what changed, as server-sent events',
  description: `Operations and stewards hear at once: \`change\` {noun, verb}; \`reset\`: look again at everything. All
others hear a \`beat\` every 15 seconds, on the clock and always as long: one word for each noun, another one when
something that they may see has changed. An event never says what, where or who. Last-Event-ID is understood.`,
  responses: { 200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
});

/** Clients whose server went away come back spread over some seconds. */
const retry = () => Buffer.from(`retry: ${randomInt(3000, 9000)}\n`);

export function eventRoutes({ events, trustProxy }: { readonly events: Events; readonly trustProxy: boolean }) {
  return createRouter().openapi(read, (c) => {
    const token = c.get('token');
    const listener: Listener = {
      viewer: c.get('viewer'),
      tokenHash: token === null ? null : hashOfToken(token),
      network: countedNetwork(c, trustProxy),
      lastId: c.req.header('Last-Event-ID') || null,
    };
    const { outgoing: socket } = (c.env ?? {}) as Partial<HttpBindings>;
    if (socket === undefined || c.req.method === 'HEAD')
      return c.body(events.opening(listener) as Uint8Array<ArrayBuffer>, 200, HEADERS);
    const { opening, leave } = events.open(listener, {
      write: (frame) => void socket.write(frame),
      backlog: () => socket.writableLength,
      // What somebody has not taken yet is not kept for them.
      end: () => void (socket.writableLength > 0 ? socket.destroy() : socket.end()),
    });
    socket.on('close', leave);
    // The connection ends with the stream: left open, it would hold up a server that shuts down.
    socket.writeHead(200, { ...HEADERS, Connection: 'close' });
    socket.write(Buffer.concat([retry(), opening]));
    return RESPONSE_ALREADY_SENT;
  });
}
