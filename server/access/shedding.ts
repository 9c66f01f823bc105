// Too much to do: the less urgent is refused at once, so that what is let in is still answered in time. Asks how long a
// new request would wait (behind those in line, and for the event loop itself) and knows how long each kind may.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Problem } from '../../geodata/schema/problem.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { createLine } from './line.ts';
import { type Work, workOf } from './work.ts';

/**
 * Longest wait in milliseconds at which a kind of work is still let in. Reports and reads stay longest; what is large or
 * can be asked for later goes first. All are well below the second in which 99 of 100 that are let in have to be answered:
 * at the onset of a rush the wait turns out two or three times as long as it looked.
 */
export const MOST_WAIT: Record<Work, number> = {
  health: Number.POSITIVE_INFINITY,
  report: 400,
  light_read: 250,
  read: 250,
  stream: 200,
  cancel: 200,
  write: 150,
  sign_in: 150,
  costly_read: 100,
  large_tile: 60,
  analysis: 60,
};

/** These wait for something of their own that is bounded elsewhere: workers, a password hash, a client. Not in line. */
const NOT_IN_LINE: ReadonlySet<Work> = new Set(['health', 'stream', 'sign_in', 'analysis']);
/** These are answered from memory; all others wait for the database, in a line of their own. */
const FROM_MEMORY: ReadonlySet<Work> = new Set(['light_read', 'large_tile']);

export interface SheddingOptions {
  /** Milliseconds by which the event loop is late. */
  readonly loopDelay: () => number;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
  readonly shed?: (work: Work) => void;
}

export interface Shedding {
  /** Refuses a request: null; or lets it in: what to call when it begins to wait, which gives what to call once it is over. */
  admit(method: string, path: string): (() => () => void) | null;
  /** Stands before the listener of a server: what is refused must cost next to nothing, so it never reaches the app. */
  before(listener: RequestListener): RequestListener;
}

const nothing = () => undefined;

export function createShedding(of: SheddingOptions): Shedding {
  const { loopDelay, clock = () => performance.now(), shed = nothing } = of;
  const memory = createLine(clock);
  const database = createLine(clock);
  const admit: Shedding['admit'] = (method, path) => {
    const work = workOf(method, path);
    const line = FROM_MEMORY.has(work) ? memory : database;
    if (loopDelay() + line.wait() > MOST_WAIT[work]) {
      shed(work);
      return null;
    }
    return NOT_IN_LINE.has(work) ? () => nothing : line.enter;
  };
  return {
    admit,
    before: (listener) => (request, response) => {
      const { method = 'GET', url = '/' } = request;
      const enter = admit(method, pathOf(url));
      if (enter === null) return refuse(method, response);
      // Answered before its body was there (a refusal by role): it waits for nothing, and nothing would take it out again.
      const begin = () => {
        if (!response.writableEnded && !response.destroyed) response.once('close', enter());
      };
      // While its body still comes, a request waits for its sender and for nobody here.
      if (hasBody(request)) request.once('end', begin);
      else begin();
      listener(request, response);
    },
  };
}

/** The path as the app reads it: an address may be written in full, and any letter of it as %61. */
function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? url;
  if (path.startsWith('/') && !path.includes('%')) return path;
  try {
    return decodeURI(new URL(path, 'http://host').pathname);
  } catch {
    return path;
  }
}

const REFUSAL = Buffer.from(
  JSON.stringify(
    new Problem('busy', 'There is more to do than can be done in time. Try again in a moment.').toDocument(),
  ),
);
const REFUSAL_HEADERS = {
  ...SECURITY_HEADERS,
  'Content-Type': 'application/problem+json',
  'Content-Length': REFUSAL.length,
  'Retry-After': '1',
};

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** A body that was not read is not waited for. */
function refuse(method: string, response: ServerResponse): void {
  const isRead = method === 'GET' || method === 'HEAD';
  response.writeHead(503, isRead ? REFUSAL_HEADERS : { ...REFUSAL_HEADERS, Connection: 'close' }).end(REFUSAL);
}

const RESOLUTION_MS = 10;
const LOOK_MS = 200;

/**
 * The mean delay of the event loop over a fifth of a second, the lesser of the last two: one long pause, as of the memory's
 * or of a first look at everything, is no overload, and those who waited through it are not refused after it.
 */
export function watchLoop(): { delay: () => number; stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let [before, last] = [0, 0];
  const timer = setInterval(() => {
    before = last;
    // What is recorded is the whole time between two looks, the resolution included.
    last = histogram.count === 0 ? 0 : Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS);
    histogram.reset();
  }, LOOK_MS);
  timer.unref();
  return {
    delay: () => Math.min(before, last),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
