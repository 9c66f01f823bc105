// What was heard and not yet looked at: what counts as unread, what a pause holds back, what is read again after it.
import { describe, expect, it } from 'vitest';
import { hear, missSome, NO_NEWS, NOTHING, see, take, unreadCount } from '../../../web/state/live_news.ts';

const paused = { ...NO_NEWS, paused: true };

describe('news', () => {
  it('of what is in view are read again and never unread; of the rest they are counted', () => {
    let news = hear(NO_NEWS, 'alert', true);
    news = hear(news, 'zone', false);
    news = hear(news, 'zone', false);
    expect([news.unread, unreadCount(news)]).toEqual([{ zone: 2 }, 2]);
    const [nouns, rest] = take(news);
    expect(nouns).toEqual(new Set(['alert', 'zone']));
    expect([rest.waiting, rest.unread]).toEqual([NOTHING, { zone: 2 }]);
  });

  it('are unread while paused, whatever is in view, and nothing is read again until the pause ends', () => {
    const news = hear(paused, 'alert', true);
    expect(news.unread).toEqual({ alert: 1 });
    expect(take(news)).toEqual([NOTHING, news]);
    expect(see(news, ['alert'])).toBe(news);
    const [nouns] = take(see({ ...news, paused: false }, ['alert']));
    expect(nouns).toEqual(new Set(['alert']));
  });

  it('are all of it once something may have been missed, and stay all of it', () => {
    const news = hear(missSome(hear(NO_NEWS, 'zone', true)), 'alert', true);
    expect(take(news)[0]).toBe('all');
  });

  it('that somebody sees are read, and seeing nothing new changes nothing', () => {
    const news = hear(hear(NO_NEWS, 'alert', false), 'zone', false);
    expect(see(news, ['alert', 'patrol']).unread).toEqual({ zone: 1 });
    expect(see(news, ['patrol'])).toBe(news);
  });
});
