// What was heard and not yet looked at: unread by noun, what waits while somebody pauses. Pure; knows no stream and no clock.
import type { Thing } from '../../geodata/schema/roles.ts';

/** Nouns to read again; `all`: something may have been missed. */
export type Waiting = ReadonlySet<Thing> | 'all';

export interface News {
  readonly paused: boolean;
  /** Changes heard of nouns that were not in view, or while paused. */
  readonly unread: Readonly<Partial<Record<Thing, number>>>;
  readonly waiting: Waiting;
}

export const NOTHING: ReadonlySet<Thing> = new Set();
export const NO_NEWS: News = { paused: false, unread: {}, waiting: NOTHING };

/** `inView`: the page shows it in place and somebody looks at it. */
export function hear(news: News, noun: Thing, inView: boolean): News {
  const waiting = news.waiting === 'all' || news.waiting.has(noun) ? news.waiting : new Set([...news.waiting, noun]);
  if (inView && !news.paused) return { ...news, waiting };
  return { ...news, waiting, unread: { ...news.unread, [noun]: (news.unread[noun] ?? 0) + 1 } };
}

export const missSome = (news: News): News => (news.waiting === 'all' ? news : { ...news, waiting: 'all' });

/** Somebody looks at these now: they are read. While paused the page stands still, and nothing of it is. */
export function see(news: News, nouns: Iterable<Thing>): News {
  if (news.paused) return news;
  const unread = { ...news.unread };
  let isNew = false;
  for (const noun of nouns) {
    isNew ||= noun in unread;
    delete unread[noun];
  }
  return isNew ? { ...news, unread } : news;
}

/** What is to be read again now, and the news without it. Nothing while paused. */
export function take(news: News): readonly [Waiting, News] {
  if (news.paused || news.waiting === NOTHING) return [NOTHING, news];
  return [news.waiting, { ...news, waiting: NOTHING }];
}

export const unreadCount = ({ unread }: News): number => Object.values(unread).reduce((sum, count) => sum + count, 0);
