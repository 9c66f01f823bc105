// Too much to do: the less urgent is refused at once, so that what is let in is still answered in time. Asks how long a
// new request would wait (behind those in line, and for the event loop itself) and knows how long each kind may.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createMiddleware } from 'hono/factory';
import { Problem } from '../../geodata/schema/problem.ts';
import { createLine, type Line } from './line.ts';
import { type Work, workOf } from './work.ts';

/**
 * Longest wait in milliseconds at which a kind of work is still let in. Reports and reads stay longest, below the second
 * in which 99 of 100 that are let in have to be answered; what is large or can be asked for later goes first.
 */
export const MOST_WAIT: Record<Work, number> = {
  health: Number.POSITIVE_INFINITY,
  report: 700,
  read: 500,
  stream: 400,
  cancel: 400,
  write: 300,
  sign_in: 300,
  costly_read: 200,
  large_tile: 100,
  analysis: 100,
};

/** These wait for something of their own that is bounded elsewhere: workers, a password hash, a client. Not in line. */
const NOT_IN_LINE: ReadonlySet<Work> = new Set(['health', 'stream', 'sign_in', 'analysis']);

export interface SheddingOptions {
  /** Milliseconds by which the event loop is late. */
  readonly loopDelay: () => number;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
  readonly shed?: (work: Work) => void;
}

export function shedding({ loopDelay, clock = () => performance.now(), shed = () => undefined }: SheddingOptions) {
  const line: Line = createLine(clock);
  return createMiddleware(async (c, next) => {
    const work = workOf(c.req.method, c.req.path);
    if (loopDelay() + line.wait() > MOST_WAIT[work]) {
      shed(work);
      throw new Problem('busy', 'There is more to do than can be done in time. Try again in a moment.');
    }
    if (NOT_IN_LINE.has(work)) return next();
    const leave = line.enter();
    try {
      await next();
    } finally {
      leave();
    }
  });
}

const RESOLUTION_MS = 10;
const LOOK_MS = 200;

/** The mean delay of the event loop over the last fifth of a second: one long pause of the memory's is no overload. */
export function watchLoop(): { delay: () => number; stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let delay = 0;
  const timer = setInterval(() => {
    // What is recorded is the whole time between two looks, the resolution included.
    delay = histogram.count === 0 ? 0 : Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS);
    histogram.reset();
  }, LOOK_MS);
  timer.unref();
  return {
    delay: () => delay,
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
