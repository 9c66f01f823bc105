// The line of a page over a stream that the test speaks through: what is read again, when, and what ends it. Clocks are the test's.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Thing } from '../../../geodata/schema/roles.ts';
import { type Live, startLine } from '../../../web/state/live_line.ts';
import { NO_NEWS, type Waiting } from '../../../web/state/live_news.ts';
import { type Known, openStream, SILENCE_MS, type StreamHeard } from '../../../web/state/live_stream.ts';
import { createStore } from '../../../web/state/store.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A source of events as the browser has it. */
class Source {
  readyState = 0;
  readonly listeners = new Map<string, ((event: Event) => void)[]>();
  addEventListener(name: string, listener: (event: Event) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }
  close(): void {
    this.readyState = 2;
  }
  say(name: string, data?: object): void {
    const event = data === undefined ? new Event(name) : new MessageEvent(name, { data: JSON.stringify(data) });
    for (const listener of this.listeners.get(name) ?? []) listener(event);
  }
  refuse(): void {
    this.readyState = 2;
    this.say('error');
  }
}

function stream(known: Known) {
  const sources: Source[] = [];
  const heard: string[] = [];
  const tell: StreamHeard = {
    change: (noun, verb) => void heard.push(`${noun} ${verb}`),
    reset: () => void heard.push('reset'),
    state: (state) => void heard.push(state),
    stranger: () => void heard.push('stranger'),
  };
  const end = openStream(known, tell, () => {
    const source = new Source();
    sources.push(source);
    return source as unknown as EventSource;
  });
  const last = () => sources.at(-1) as Source;
  return { sources, heard: () => heard.splice(0), last, end };
}

describe('a stream', () => {
  it('tells each change, and that all is to be looked at again where the server says so', () => {
    const { heard, last } = stream(null);
    last().say('open', {});
    last().say('change', { noun: 'alert', verb: 'escalate' });
    last().say('reset', {});
    expect(heard()).toEqual(['opening', 'live', 'alert escalate', 'live', 'reset']);
  });

  it('says that something may have been missed after it was opened anew, and not after the browser resumed it', () => {
    const { heard, last, sources } = stream(null);
    last().say('open', {});
    last().say('error'); // the browser tries again by itself, with the id of the last event
    last().say('open', {});
    expect(heard()).toEqual(['opening', 'live', 'away', 'live']);
    last().refuse();
    vi.advanceTimersByTime(6_000);
    expect(sources).toHaveLength(2);
    last().say('open', {});
    expect(heard()).toEqual(['away', 'stranger', 'away', 'live', 'reset']);
  });

  it('takes a line that fell silent for dead, and one that beats for alive', () => {
    const { heard, last, sources } = stream(null);
    last().say('open', {});
    for (let beat = 0; beat < 4; beat++) {
      vi.advanceTimersByTime(15_000);
      last().say('beat', {});
    }
    expect(sources).toHaveLength(1);
    heard();
    vi.advanceTimersByTime(SILENCE_MS + 12_000);
    expect(sources.length).toBeGreaterThan(1);
    expect(heard()[0]).toBe('away');
  });

  it('by beats tells the nouns whose word is another, also over a break, and nothing at first', () => {
    const { heard, last } = stream('service');
    last().say('beat', { release: 'a', service: 'b' });
    last().say('beat', { release: 'a', service: 'b' });
    expect(heard()).toEqual(['opening', 'live', 'live']);
    last().refuse();
    vi.advanceTimersByTime(6_000);
    last().say('beat', { release: 'a', service: 'c' });
    expect(heard()).toEqual(['away', 'stranger', 'away', 'live', 'service change']);
  });

  it('of another role is noticed: a session that is over hears what everybody hears', () => {
    const operations = stream(null);
    operations.last().say('beat', { release: 'a', service: 'b' });
    expect(operations.heard()).toEqual(['opening', 'stranger']);
    const planner = stream('incident');
    planner.last().say('beat', { release: 'a', service: 'b' });
    expect(planner.heard()).toEqual(['opening', 'stranger']);
  });

  it('says nothing more once it is ended, and opens nothing', () => {
    const { heard, last, sources, end } = stream(null);
    const source = last();
    source.refuse();
    end();
    heard();
    source.say('change', { noun: 'alert', verb: 'create' });
    vi.advanceTimersByTime(600_000);
    expect([heard(), sources.length]).toEqual([[], 1]);
  });
});

function line(known: Known = null) {
  const store = createStore<Live>({ ...NO_NEWS, state: 'off' });
  const read: Waiting[] = [];
  let heard: StreamHeard | null = null;
  let took = 0;
  const end = startLine({
    store,
    known,
    inView: (noun) => noun === 'zone',
    readAgain: (nouns) => {
      read.push(nouns);
      return new Promise((resolve) => setTimeout(resolve, took));
    },
    onHeard: () => undefined,
    onStranger: () => undefined,
    open: (_known, tell) => {
      heard = tell;
      return () => undefined;
    },
  });
  return {
    store,
    read: () => read.splice(0),
    change: (noun: Thing) => heard?.change(noun, 'change'),
    reset: () => heard?.reset(),
    slow: (ms: number) => {
      took = ms;
    },
    end,
  };
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the line of a page', () => {
  it('reads what changed again within a moment, many changes at once, and counts what is not in view', async () => {
    const { store, read, change } = line();
    for (let n = 0; n < 50; n++) change('zone');
    change('alert');
    await wait(300);
    expect(read()).toEqual([new Set(['zone', 'alert'])]);
    expect(store.get().unread).toEqual({ alert: 1 });
  });

  it('reads a steady flow about once a second, and less often what takes long', async () => {
    const { read, change, slow } = line();
    const flow = async (seconds: number) => {
      for (let step = 0; step < seconds * 20; step++) {
        change('zone');
        await wait(50);
      }
      return read().length;
    };
    expect(await flow(10)).toBeLessThanOrEqual(11);
    slow(2_000);
    expect(await flow(20)).toBeLessThanOrEqual(4);
  });

  it('holds still while paused and catches up after it', async () => {
    const { store, read, change } = line();
    store.set((live) => ({ ...live, paused: true }));
    change('zone');
    await wait(60_000);
    expect([read(), store.get().unread]).toEqual([[], { zone: 1 }]);
    store.set((live) => ({ ...live, paused: false }));
    await wait(300);
    expect(read()).toEqual([new Set(['zone'])]);
  });

  it('spreads over some seconds what all pages hear at the same beat', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    const { read, change } = line('service');
    change('service');
    await wait(5_900);
    expect(read()).toEqual([]);
    await wait(100);
    expect(read()).toEqual([new Set(['service'])]);
    vi.restoreAllMocks();
  });

  it('reads nothing once it is ended', async () => {
    const { read, reset, end } = line();
    reset();
    end();
    await wait(10_000);
    expect(read()).toEqual([]);
  });
});
