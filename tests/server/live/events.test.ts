// Live events without a network: who hears what, when and in how many bytes. Clocks are the test's.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role, Viewer } from '../../../geodata/schema/roles.ts';
import { BEAT_MS, createEvents, EVENT_LIMITS, LOOK_MS } from '../../../server/live/events.ts';
import type { EventLimits } from '../../../server/live/listeners.ts';
import { type ChangeListener, openOutbox } from '../../../server/live/outbox.ts';
import { topicOf } from '../../../server/live/topics.ts';

const START = new Date('2026-11-20T12:00:07.300Z');
beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

function hub(limits: Partial<EventLimits> = {}) {
  let say: ChangeListener = () => undefined;
  let endSession: (hash: string) => void = () => undefined;
  const live = new Set(['ann', 'bob']);
  const events = createEvents({
    outbox: {
      subscribe: (heard) => {
        say = heard;
        return () => undefined;
      },
    },
    sessions: {
      onEnded: (ended) => {
        endSession = ended;
        return () => undefined;
      },
      liveAmong: async (hashes) => new Set(hashes.filter((hash) => live.has(hash))),
    },
    now: () => new Date(),
    limits: { ...EVENT_LIMITS, ...limits },
  });
  function listen(role: Role, of: { org?: string; token?: string | null; network?: string; lastId?: string } = {}) {
    const { org = 'one', token = null, network = null, lastId = null } = of;
    const viewer: Viewer = { role, organizationId: org, areaPrefix: '' };
    const heard: string[] = [];
    let isOpen = true;
    let behind = 0;
    const { opening, leave } = events.open(
      { viewer, tokenHash: token, network, lastId },
      {
        write: (frame) => heard.push(new TextDecoder().decode(frame)),
        backlog: () => behind,
        end: () => {
          isOpen = false;
        },
      },
    );
    return {
      heard,
      opening: new TextDecoder().decode(opening),
      leave,
      isOpen: () => isOpen,
      stall: (bytes: number) => {
        behind = bytes;
      },
      words: (frame: string) => JSON.parse(/data: (.*)/.exec(frame)?.[1] ?? '{}') as Record<string, string>,
    };
  }
  const change = (noun: string, of: { verb?: string; hidden?: boolean; org?: string } = {}) =>
    say({ organizationId: of.org ?? 'one', noun, hidden: of.hidden ?? false, verb: of.verb ?? 'change' });
  return { events, listen, change, miss: () => say(null), live, end: (hash: string) => endSession(hash) };
}

const beat = () => vi.advanceTimersByTime(BEAT_MS);

describe('what the public hears', () => {
  it('comes on the whole quarter minute, whether or not anything happened, always in as many bytes', () => {
    const { listen, change } = hub();
    const visitor = listen('public');
    vi.advanceTimersByTime(7_699);
    expect(visitor.heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(visitor.heard).toHaveLength(1);
    for (const noun of ['service', 'release', 'zone', 'incident', 'service']) {
      change(noun);
      change(noun, { hidden: true });
      beat();
    }
    expect(visitor.heard).toHaveLength(6);
    expect(new Set(visitor.heard.map((frame) => frame.length)).size).toBe(1);
    expect(visitor.opening.length).toBe(visitor.heard[0]?.length);
  });

  it('is a word for services and one for releases, another one after the beat that follows a change', () => {
    const { listen, change } = hub();
    const visitor = listen('public');
    beat();
    const before = visitor.words(visitor.heard[0] ?? '');
    expect(Object.keys(before)).toEqual(['release', 'service']);
    change('service');
    expect(visitor.heard).toHaveLength(1);
    beat();
    const after = visitor.words(visitor.heard[1] ?? '');
    expect(after['release']).toBe(before['release']);
    expect(after['service']).not.toBe(before['service']);
    beat();
    expect(visitor.heard[2]).toBe(visitor.heard[1]);
  });

  it('does not differ by a byte whatever is hidden, somebody else’s, or of another noun', () => {
    const { listen, change } = hub();
    const visitor = listen('public');
    const partner = listen('partner', { token: 'ann' });
    const evaluator = listen('evaluator', { token: 'bob' });
    beat();
    for (const noun of ['service', 'release', 'incident', 'zone', 'patrol', 'exact_incident', 'account'])
      change(noun, { hidden: true });
    for (const noun of ['incident', 'zone', 'area', 'road', 'patrol', 'account']) change(noun);
    for (const noun of ['service', 'release']) change(noun, { org: 'two' });
    change('incident', { verb: 'batch', hidden: true });
    beat();
    expect(visitor.heard[1]).toBe(visitor.heard[0]);
    expect(partner.heard).toEqual(visitor.heard);
    expect(evaluator.heard).toEqual(visitor.heard);
  });

  it('tells one who returns only what the last beat told', () => {
    const { listen, change } = hub();
    const first = listen('public');
    beat();
    change('service');
    const second = listen('public');
    expect(second.opening).toBe(first.heard[0]);
    beat();
    expect(listen('public').opening).toBe(first.heard[1]);
  });

  it('has another word for everything after something may have been missed', () => {
    const { listen, miss } = hub();
    const visitor = listen('public');
    beat();
    miss();
    beat();
    const [before, after] = visitor.heard.map(visitor.words);
    expect(after?.['service']).not.toBe(before?.['service']);
    expect(after?.['release']).not.toBe(before?.['release']);
  });
});

it('tells planners of zones and roads also where they are hidden, of areas, and of incidents only that a batch was made', () => {
  const { listen, change } = hub();
  const planner = listen('planner', { token: 'ann' });
  beat();
  const changedBy = (say: () => void) => {
    const before = planner.words(planner.heard.at(-1) ?? '');
    say();
    beat();
    const after = planner.words(planner.heard.at(-1) ?? '');
    return Object.keys(after).filter((noun) => after[noun] !== before[noun]);
  };
  expect(changedBy(() => change('zone', { hidden: true }))).toEqual(['zone']);
  expect(changedBy(() => change('area'))).toEqual(['area']);
  expect(changedBy(() => change('road'))).toEqual(['road']);
  expect(changedBy(() => change('road', { hidden: true }))).toEqual(['road']);
  expect(changedBy(() => change('service', { hidden: true }))).toEqual([]);
  expect(changedBy(() => change('patrol'))).toEqual([]);
  expect(changedBy(() => change('incident', { verb: 'create', hidden: true }))).toEqual([]);
  expect(changedBy(() => change('incident', { verb: 'create' }))).toEqual([]);
  expect(changedBy(() => change('incident', { verb: 'batch', hidden: true }))).toEqual(['incident']);
  expect(new Set(planner.heard.map((frame) => frame.length)).size).toBe(1);
});

it('gives a key, which is for some things only, no more than everybody hears', () => {
  const viewer: Viewer = { role: 'operations', organizationId: 'one', areaPrefix: '' };
  expect(topicOf(viewer)).toBe('operations');
  expect(topicOf({ ...viewer, things: ['event', 'service'] })).toBe('public');
});

describe('what operations hear', () => {
  it('comes at once, noun and verb and nothing else, hidden or not, of their own organization', () => {
    const { listen, change } = hub();
    const operations = listen('operations', { token: 'ann' });
    change('service', { hidden: true, verb: 'create' });
    change('incident', { hidden: true, verb: 'create' });
    change('service', { org: 'two' });
    change('account');
    change('exact_incident');
    expect(operations.heard.map((frame) => frame.split('\n').slice(1, 3))).toEqual([
      ['event: change', 'data: {"noun":"service","verb":"create"}'],
      ['event: change', 'data: {"noun":"incident","verb":"create"}'],
    ]);
    vi.advanceTimersByTime(BEAT_MS);
    expect(operations.heard[2]).toBe('event: beat\ndata: {}\n\n');
  });

  it('is made good for one who returns, and for nobody else’s stream', () => {
    const { listen, change } = hub();
    const first = listen('operations', { token: 'ann' });
    change('service');
    const last = /id: (.*)/.exec(first.heard[0] ?? '')?.[1] ?? '';
    first.leave();
    change('zone');
    change('incident', { org: 'two' });
    change('patrol');
    const second = listen('operations', { token: 'ann', lastId: last });
    expect([...second.opening.matchAll(/"noun":"(\w+)"/g)].map((match) => match[1])).toEqual(['zone', 'patrol']);
    expect(second.opening).not.toContain('reset');
    expect(listen('steward', { token: 'bob', lastId: last }).opening).toContain('event: reset');
  });

  it.each(['', '7', 'abc-1', '-1', 'x'.repeat(10_000)])(
    'begins anew after an id that was never given: %.20s',
    (lastId) => {
      const { listen } = hub();
      expect(listen('operations', { token: 'ann', lastId }).opening).toContain('event: reset');
    },
  );

  it('begins anew when more was missed than is kept, and when something may have been missed', () => {
    const { listen, change, miss } = hub();
    const first = listen('operations', { token: 'ann' });
    const [, start = ''] = /id: (.*)/.exec(first.opening) ?? [];
    for (let n = 0; n < 256; n++) change('service');
    expect(listen('operations', { token: 'ann', lastId: start }).opening).not.toContain('reset');
    change('service');
    expect(listen('operations', { token: 'ann', lastId: start }).opening).toContain('event: reset');
    miss();
    expect(first.heard.at(-1)).toContain('event: reset');
  });
});

describe('a stream ends', () => {
  it('at once with its session, and within five seconds when that ended elsewhere or by time', async () => {
    const { listen, live, end } = hub();
    const ann = listen('operations', { token: 'ann' });
    const bob = listen('planner', { token: 'bob' });
    const visitor = listen('public');
    end('ann');
    expect([ann.isOpen(), bob.isOpen()]).toEqual([false, true]);
    live.delete('bob');
    expect(LOOK_MS).toBeLessThan(5_000);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect([bob.isOpen(), visitor.isOpen()]).toEqual([false, true]);
  });

  it('for one who reads too slowly, and for nobody else', () => {
    const { listen, change } = hub();
    const [slow, quick] = [listen('operations', { token: 'ann' }), listen('operations', { token: 'bob' })];
    slow.stall(1 << 20);
    change('service');
    expect(slow.isOpen()).toBe(true);
    slow.stall((1 << 20) + 1);
    change('service');
    change('service');
    expect(slow.isOpen()).toBe(false);
    expect(slow.heard).toHaveLength(2);
    expect([quick.isOpen(), quick.heard.length]).toEqual([true, 3]);
  });

  it('for all when the server ends, and then nobody comes any more', () => {
    const { events, listen } = hub();
    const visitor = listen('public');
    events.close();
    expect(visitor.isOpen()).toBe(false);
    expect(events.count()).toBe(0);
    expect(() => listen('public')).toThrow(expect.objectContaining({ code: 'busy' }));
  });
});

it('lets a session, a network and all visitors have a bounded number of streams, and the signed in always some', () => {
  const { listen } = hub({ perSession: 2, perNetwork: 3, visitors: 4, all: 6 });
  const refused = (code: string) => expect.objectContaining({ code });
  const first = listen('operations', { token: 'ann' });
  listen('operations', { token: 'ann' });
  expect(() => listen('operations', { token: 'ann' })).toThrow(refused('too_many_requests'));
  first.leave();
  listen('operations', { token: 'ann' });
  for (let n = 0; n < 3; n++) listen('public', { network: 'camp' });
  expect(() => listen('public', { network: 'camp' })).toThrow(refused('too_many_requests'));
  listen('public', { network: 'town' });
  expect(() => listen('public', { network: 'village' })).toThrow(refused('busy'));
  expect(() => listen('planner', { token: 'bob' })).toThrow(refused('busy'));
});

it('hears what the database says and not a second time what this process wrote itself', async () => {
  let say: (payload: string | null) => void = () => undefined;
  const outbox = await openOutbox({
    listen: async (_, heard) => {
      say = heard;
      return async () => undefined;
    },
    maybeOne: async <T>() => ({ organizationId: 'one', noun: 'service', hidden: true, verb: 'create' }) as T,
  });
  const sessions = { onEnded: () => () => undefined, liveAmong: async () => new Set<string>() };
  const events = createEvents({ outbox, sessions, now: () => new Date() });
  const heard: string[] = [];
  const viewer: Viewer = { role: 'steward', organizationId: 'one', areaPrefix: '' };
  const connection = {
    write: (frame: Uint8Array) => void heard.push(new TextDecoder().decode(frame)),
    backlog: () => 0,
    end: () => undefined,
  };
  events.open({ viewer, tokenHash: 'ann', network: null, lastId: null }, connection);
  outbox.written({ organizationId: 'one', noun: 'service', hidden: true });
  const told = new Promise<unknown>((resolve) => outbox.subscribe(resolve));
  say('7');
  await told;
  expect(heard).toHaveLength(1);
  expect(heard[0]).toContain('{"noun":"service","verb":"create"}');
});
