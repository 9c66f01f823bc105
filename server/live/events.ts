// Live events: from the outbox to whoever listens, by organization and topic. Knows the sessions of its listeners only to
// end with them, and of their connections only how to write to one.

import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { clockedFeed, type Feed, immediateFeed } from './feed.ts';
import { type Comer, createListeners, type EventLimits } from './listeners.ts';
import type { Change, Outbox } from './outbox.ts';
import { hears, isClocked, type Topic, topicOf } from './topics.ts';

export interface Connection {
  write(frame: Uint8Array): void;
  /** Bytes written that the other side has not taken yet. */
  backlog(): number;
  end(): void;
}

export interface Listener extends Comer {
  readonly viewer: Viewer;
  /** Last-Event-ID. */
  readonly lastId: string | null;
}

export interface Events {
  /** What a listener would be sent first. */
  opening(listener: Listener): Uint8Array;
  /** Begins to listen: what to send first, and what ends it. Throws too_many_requests or busy when there are too many. */
  open(listener: Listener, connection: Connection): { readonly opening: Uint8Array; readonly leave: () => void };
  /** Connections that are open. */
  count(): number;
  /** Ends all of them, and takes no more. */
  close(): void;
}

export const EVENT_LIMITS: EventLimits = {
  perSession: 8,
  perNetwork: 1_000,
  visitors: 8_000,
  all: 10_000,
  backlogBytes: 1 << 20,
};

/** Beats fall on whole multiples of this since 1970: when something is said tells nothing of when it was written. */
export const BEAT_MS = 15_000;
/** A session that ends elsewhere or by time is noticed within it (privacy.md: streams close in 5 s). */
export const LOOK_MS = 2_500;

interface EventsOf {
  readonly outbox: Pick<Outbox, 'subscribe'>;
  readonly sessions: {
    onEnded(listener: (tokenHash: string) => void): () => void;
    liveAmong(tokenHashes: readonly string[]): Promise<ReadonlySet<string>>;
  };
  readonly now: () => Date;
  readonly limits?: EventLimits;
}

interface Open extends Listener {
  readonly connection: Connection;
  readonly feed: OpenFeed;
}
interface OpenFeed extends Feed {
  readonly topic: Topic;
  readonly organizationId: string;
  readonly listeners: Set<Open>;
}

export function createEvents({ outbox, sessions, now, limits = EVENT_LIMITS }: EventsOf): Events {
  const feeds = new Map<string, OpenFeed>();
  const open = createListeners<Open>(limits);
  let isClosed = false;

  function leave(one: Open): void {
    if (!open.remove(one)) return;
    one.feed.listeners.delete(one);
    if (open.count() > 0) return;
    clearTimeout(beatTimer);
    clearInterval(lookTimer);
  }
  function end(some: Iterable<Open>): void {
    for (const one of some) {
      leave(one);
      one.connection.end();
    }
  }
  function feedOf({ viewer }: Listener): OpenFeed {
    const topic = topicOf(viewer);
    const { organizationId } = viewer;
    const key = `${topic} ${organizationId}`;
    const known = feeds.get(key);
    if (known !== undefined) return known;
    const listeners = new Set<Open>();
    const send = (frame: Uint8Array) => {
      for (const one of listeners) {
        one.connection.write(frame);
        if (one.connection.backlog() > limits.backlogBytes) end([one]);
      }
    };
    const feed = isClocked(topic) ? clockedFeed(topic, send) : immediateFeed(send);
    const made = { ...feed, topic, organizationId, listeners };
    feeds.set(key, made);
    return made;
  }
  function hear(change: Change | null): void {
    if (change !== null && change.verb === undefined) return; // a write of this process: the database says it too
    for (const feed of feeds.values()) {
      if (change === null) feed.change(null);
      else if (feed.organizationId === change.organizationId && hears(feed.topic, change)) feed.change(change);
    }
  }
  async function look(): Promise<void> {
    const hashes = open.sessions();
    if (hashes.length === 0) return;
    const live = await sessions.liveAmong(hashes);
    for (const hash of hashes) if (!live.has(hash)) end(open.of(hash));
  }
  // Both clocks run while somebody listens.
  let beatTimer: NodeJS.Timeout | undefined;
  let lookTimer: NodeJS.Timeout | undefined;
  let isLooking = false;
  function awaitBeat(last: number): void {
    const at = now().getTime();
    const next = (Math.floor(Math.max(at, last) / BEAT_MS) + 1) * BEAT_MS; // also when a timer fires a little early
    beatTimer = setTimeout(() => {
      awaitBeat(next);
      for (const feed of feeds.values()) feed.beat();
    }, next - at);
    beatTimer.unref();
  }
  function awaitLook(): void {
    lookTimer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      // While the database cannot be asked, nobody can end a session in it either.
      look()
        .catch(() => undefined)
        .finally(() => {
          isLooking = false;
        });
    }, LOOK_MS);
    lookTimer.unref();
  }
  const unsubscribe = outbox.subscribe(hear);
  const forget = sessions.onEnded((hash) => end(open.of(hash)));

  return {
    opening: (listener) => feedOf(listener).opening(listener.lastId),
    open(listener, connection) {
      if (isClosed) throw new Problem('busy', 'The server is shutting down.');
      open.demandRoom(listener);
      const feed = feedOf(listener);
      const one: Open = { ...listener, connection, feed };
      if (open.count() === 0) {
        awaitBeat(0);
        awaitLook();
      }
      open.add(one);
      feed.listeners.add(one);
      return { opening: feed.opening(listener.lastId), leave: () => leave(one) };
    },
    count: open.count,
    close() {
      isClosed = true;
      unsubscribe();
      forget();
      end(open.all());
    },
  };
}
