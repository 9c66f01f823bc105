// What changes on the server reaches the page: one stream for all parts of it, and the queries of the noun that changed are
// read again. Rows that stayed the same keep their identity (react-query), so nothing else is drawn anew.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Thing } from '../../geodata/schema/roles.ts';
import { readSession, type Session } from '../api.ts';
import { type Live, type LiveState, startLine } from './live_line.ts';
import { missSome, NO_NEWS, see, unreadCount, type Waiting } from './live_news.ts';
import { hasSound, soundAlert } from './live_sound.ts';
import type { Known } from './live_stream.ts';
import { may, sessionKey } from './queries.ts';
import { createStore, useStore } from './store.ts';

export interface LiveOptions {
  /** Nouns that this part of the page shows in place: while somebody looks at it they are not unread. */
  readonly shows?: readonly Thing[];
  /** Called once the queries of these were told to read again; `all`: something may have been missed. */
  readonly onChange?: (nouns: Waiting) => void;
}

const OFF: Live = { ...NO_NEWS, state: 'off' };
export const liveStore = createStore<Live>(OFF);

/** The parts of the page that listen. */
const parts = new Set<{ readonly options: LiveOptions }>();
let line: { readonly key: string; readonly end: () => void } | null = null;

/** A hidden page sleeps after this, unless it is to sound; browsers have six connections for all pages of one server. */
const SLEEP_MS = 60_000;

const knownBy = ({ role }: Session): Known =>
  role === 'operations' || role === 'steward' ? null : role === 'planner' ? 'incident' : 'service';

const inView = (noun: Thing): boolean =>
  document.visibilityState === 'visible' && [...parts].some(({ options }) => options.shows?.includes(noun) === true);
const seeAll = () => {
  const shown = [...parts].flatMap(({ options }) => options.shows ?? []);
  if (document.visibilityState === 'visible') liveStore.set((live) => ({ ...live, ...see(live, shown) }));
};

/** Holds the page still, or lets it catch up. */
export function pauseLive(paused: boolean): void {
  liveStore.set((live) => ({ ...live, paused }));
  if (!paused) seeAll();
}

/** Keys are [role, organization, noun, …]; a query made of several nouns names the others in `meta.nouns`. */
export const readAgain = (client: QueryClient, { role, organizationId }: Session, nouns: Waiting): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey: [of, organization, noun], meta }) =>
      of === role &&
      organization === organizationId &&
      (nouns === 'all' ||
        nouns.has(noun as Thing) ||
        ((meta?.['nouns'] as readonly Thing[] | undefined) ?? []).some((other) => nouns.has(other))),
  });

/** Where the session is over, what it had read goes with it. */
async function askWhoIAm(client: QueryClient, { role, accountId }: Session): Promise<void> {
  const now = await readSession().catch(() => null);
  if (now === null || (now.role === role && now.accountId === accountId)) return;
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
  await client.invalidateQueries({ queryKey: sessionKey });
}

const begun = (client: QueryClient, session: Session): (() => void) =>
  startLine({
    store: liveStore,
    known: knownBy(session),
    inView,
    readAgain: async (nouns) => {
      await readAgain(client, session, nouns);
      for (const { options } of parts) options.onChange?.(nouns);
    },
    onHeard: (noun, verb) => {
      if (noun === 'alert') soundAlert(verb);
    },
    onStranger: () => void askWhoIAm(client, session),
  });

function endLine(): void {
  line?.end();
  line = null;
}

/** Sleeps while nobody looks, and catches up when somebody does. */
function sleeps(wake: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = (): void => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        if (!hasSound()) endLine();
      }, SLEEP_MS);
      return;
    }
    seeAll();
    if (line !== null) return;
    liveStore.set((live) => ({ ...live, ...missSome(live) }));
    wake();
  };
  document.addEventListener('visibilitychange', turn);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}

/** Listens while the component that calls it is there; all who call share one stream. */
export function useLive(session: Session, options: LiveOptions = {}): LiveState {
  const client = useQueryClient();
  const part = useRef({ options });
  useEffect(() => {
    part.current.options = options;
    seeAll();
  });
  useEffect(() => {
    if (!may(session, 'event')) return;
    const mine = part.current;
    const key = `${session.role} ${session.organizationId} ${session.areaPrefix} ${session.accountId}`;
    const begin = (): void => {
      if (line?.key === key) return;
      endLine();
      line = { key, end: begun(client, session) };
    };
    if (line !== null && line.key !== key) liveStore.set(() => OFF);
    parts.add(mine);
    begin();
    const stay = sleeps(begin);
    return () => {
      stay();
      parts.delete(mine);
      if (parts.size > 0) return;
      endLine();
      liveStore.set(() => OFF);
    };
  }, [client, session]);
  const state = useStore(liveStore, (live) => live.state);
  const paused = useStore(liveStore, (live) => live.paused);
  return { state, paused };
}

/** How many changes of these nouns nobody has looked at; of all where none is named. */
export const useUnread = (nouns?: readonly Thing[]): number =>
  useStore(liveStore, (live) =>
    nouns === undefined ? unreadCount(live) : nouns.reduce((sum, noun) => sum + (live.unread[noun] ?? 0), 0),
  );
