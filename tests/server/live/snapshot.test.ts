// When a snapshot is shared, rebuilt and dropped.
import { describe, expect, it } from 'vitest';
import { type Snapshot, SnapshotStore } from '../../../server/live/snapshot.ts';

const snapshotOf = (id: string, byteLength = 1, isWorn = () => false): Snapshot => ({
  id,
  byteLength,
  bounds: null,
  isWorn,
  tile: () => new Uint8Array(0),
});

function storeAt(maxBytes = 1000) {
  const clock = { version: 0 };
  const store = new SnapshotStore({ version: () => clock.version }, maxBytes);
  let builds = 0;
  const get = (key = 'k', build: () => Promise<Snapshot> = async () => snapshotOf(`${key}${++builds}`)) =>
    store.get({ key, organizationId: 'demo', noun: 'service', hiddenToo: false, build });
  return { clock, get, builds: () => builds };
}

/** A build that ends when the test says so. */
function held(id: string) {
  let finish: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let started = 0;
  const build = async () => {
    started += 1;
    await gate;
    return snapshotOf(id);
  };
  return { build, finish: () => finish(), started: () => started };
}

describe('SnapshotStore', () => {
  it('builds once for all who ask while nothing is written', async () => {
    const { get, builds } = storeAt();
    const [a, b] = await Promise.all([get(), get()]);
    const c = await get();
    expect([a.id, b.id, c.id]).toEqual(['k1', 'k1', 'k1']);
    expect(builds()).toBe(1);
  });

  it('has one ready from its build until the next write', async () => {
    const store = new SnapshotStore({ version: () => version }, 1000);
    let version = 1;
    const wanted = { key: 'k', organizationId: 'demo', noun: 'service', hiddenToo: false } as const;
    expect(store.ready(wanted)).toBeNull();
    const building = store.get({ ...wanted, build: async () => snapshotOf('one') });
    expect(store.ready(wanted)).toBeNull();
    await building;
    expect(store.ready(wanted)?.id).toBe('one');
    version = 2;
    expect(store.ready(wanted)).toBeNull();
  });

  it('builds anew after a write', async () => {
    const { clock, get } = storeAt();
    await get();
    clock.version += 1;
    expect((await get()).id).toBe('k2');
    expect((await get()).id).toBe('k2');
  });

  it('never hands a build that began before a write to someone who asks after it', async () => {
    const { clock, get } = storeAt();
    const early = held('early');
    const first = get('k', early.build);
    await Promise.resolve();
    await Promise.resolve();
    expect(early.started()).toBe(1);
    clock.version += 1;
    const late = held('late');
    const second = get('k', late.build);
    const third = get('k', late.build);
    expect(late.started()).toBe(0); // one build at a time
    early.finish();
    late.finish();
    expect((await first).id).toBe('early');
    expect((await second).id).toBe('late');
    expect((await third).id).toBe('late');
    expect(late.started()).toBe(1);
  });

  it('asks again after a build that failed, and does not fall back on what was before', async () => {
    const { clock, get } = storeAt();
    await get();
    clock.version += 1;
    await expect(get('k', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect((await get('k', async () => snapshotOf('again'))).id).toBe('again');
  });

  it('lets the next build run when the one before it failed', async () => {
    const { clock, get } = storeAt();
    const failing = get('k', () => Promise.reject(new Error('no database')));
    await Promise.resolve();
    await Promise.resolve();
    clock.version += 1;
    const next = get('k', async () => snapshotOf('next'));
    await expect(failing).rejects.toThrow('no database');
    expect((await next).id).toBe('next');
  });

  it('serves one that is worn until a fresh one has taken its place', async () => {
    const { get } = storeAt();
    let worn = false;
    await get('k', async () => snapshotOf('first', 1, () => worn));
    expect((await get()).id).toBe('first');
    worn = true;
    const fresh = held('second');
    expect((await get('k', fresh.build)).id).toBe('first');
    expect((await get('k', fresh.build)).id).toBe('first');
    expect(fresh.started()).toBe(1);
    fresh.finish();
    await new Promise(setImmediate);
    expect((await get('k', fresh.build)).id).toBe('second');
  });

  it('keeps serving one that is worn when the fresh one cannot be made, and tries again', async () => {
    const { get } = storeAt();
    await get('k', async () => snapshotOf('first', 1, () => true));
    expect((await get('k', () => Promise.reject(new Error('no database')))).id).toBe('first');
    await new Promise(setImmediate);
    expect((await get('k', async () => snapshotOf('second'))).id).toBe('first');
    await new Promise(setImmediate);
    expect((await get()).id).toBe('second');
  });

  it('lets go of what was used longest ago when it holds too many bytes', async () => {
    const { get } = storeAt(25);
    const ten = (id: string) => async () => snapshotOf(id, 10);
    await get('a', ten('a1'));
    await get('b', ten('b1'));
    await get('a', ten('never'));
    await get('c', ten('c1'));
    expect((await get('a', ten('a2'))).id).toBe('a1');
    expect((await get('b', ten('b2'))).id).toBe('b2');
  });

  it('gives out a snapshot larger than its bounds all the same', async () => {
    const { get } = storeAt(5);
    expect((await get('a', async () => snapshotOf('big', 100))).id).toBe('big');
  });
});
