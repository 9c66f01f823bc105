// Live events: from the outbox to whoever listens, by organization and topic. Knows the sessions of its listeners only to
// end with them, and of their connections only how to write to one.

import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { clockedFeed, type Feed, immediateFeed } from './feed.ts';
import type { Change, Outbox } from './outbox.ts';
import { hears, isClocked, type Topic, topicOf } from './topics.ts';

export interface Connection {
  write(frame: Uint8Array): void;
  /** Bytes written that the other side has not taken yet. */
  backlog(): number;
  end(): void;
}

export interface Listener {
  readonly viewer: Viewer;
  /** Of the session or key; null: a visitor. */
  readonly tokenHash: string | null;
  /** Where a visitor comes from; null: not known. */
  readonly network: string | null;
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

export interface EventLimits {
  readonly perSession: number;
  /** Of visitors: behind one network may be a camp. */
  readonly perNetwork: number;
  /** Of visitors in all, so that there is always room for those who are signed in. */
  readonly visitors: number;
  readonly all: number;
  /** A listener who is so far behind is let go. */
  readonly backlogBytes: number;
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
  const open = new Set<Open>();
  let isClosed = false;

  function leave(one: Open): void {
    open.delete(one);
    one.feed.listeners.delete(one);
    if (open.size > 0) return;
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
    const hashes = new Set([...open].flatMap(({ tokenHash }) => (tokenHash === null ? [] : [tokenHash])));
    if (hashes.size === 0) return;
    const live = await sessions.liveAmong([...hashes]);
    end([...open].filter(({ tokenHash }) => tokenHash !== null && hashes.has(tokenHash) && !live.has(tokenHash)));
  }
  function refuseTooMany({ tokenHash, network }: Listener): void {
    if (isClosed) throw new Problem('busy', 'The server is shutting down.');
    const visitors = [...open].filter((one) => one.tokenHash === null);
    const mine =
      tokenHash === null
        ? visitors.filter((one) => network !== null && one.network === network)
        : [...open].filter((one) => one.tokenHash === tokenHash);
    if (mine.length >= (tokenHash === null ? limits.perNetwork : limits.perSession))
      throw new Problem('too_many_requests', 'Close another page that listens for changes first.');
    if (open.size >= limits.all || (tokenHash === null && visitors.length >= limits.visitors))
      throw new Problem('busy', 'Too many listen for changes. Read again from time to time instead.');
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
  const forget = sessions.onEnded((hash) => end([...open].filter(({ tokenHash }) => tokenHash === hash)));

  return {
    opening: (listener) => feedOf(listener).opening(listener.lastId),
    open(listener, connection) {
      refuseTooMany(listener);
      const feed = feedOf(listener);
      const one: Open = { ...listener, connection, feed };
      if (open.size === 0) {
        awaitBeat(0);
        awaitLook();
      }
      open.add(one);
      feed.listeners.add(one);
      return { opening: feed.opening(listener.lastId), leave: () => leave(one) };
    },
    count: () => open.size,
    close() {
      isClosed = true;
      unsubscribe();
      forget();
      end([...open]);
    },
  };
}
