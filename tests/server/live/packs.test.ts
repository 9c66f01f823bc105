// When packs are built anew: after each write that the public can see, once for all who wait, and after no other.
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { createPacks } from '../../../server/live/packs.ts';
import type { Built } from '../../../server/live/packs_build.ts';

const NO_DATABASE = {} as Database;

/** A store over an outbox that the test writes to, and builds that end when the test says so. */
function store({ isPatient = false, most }: { isPatient?: boolean; most?: number } = {}) {
  const versions = new Map<string, number>();
  let clock = 0;
  const builds: { organizationId: string; keep: Built | null; end: (fault?: Error) => void }[] = [];
  const made: Built[] = [];
  const packs = createPacks({
    database: NO_DATABASE,
    outbox: {
      version: (organizationId, noun, hiddenToo) =>
        Math.max(
          versions.get(`${organizationId} ${noun} false`) ?? 0,
          hiddenToo ? (versions.get(`${organizationId} ${noun} true`) ?? 0) : 0,
        ),
    },
    ...(most === undefined ? {} : { most }),
    build: ({ organizationId, keep }) =>
      new Promise((resolve, reject) => {
        const built: Built = { regions: [], cut: `build ${builds.length}` };
        const end = (fault?: Error) => (fault === undefined ? resolve(built) : reject(fault));
        made.push(built);
        builds.push({ organizationId, keep, end });
        if (!isPatient) end();
      }),
  });
  return {
    packs,
    builds,
    made,
    write: (noun: string, { hidden = false, organizationId = 'one' } = {}) =>
      versions.set(`${organizationId} ${noun} ${hidden}`, ++clock),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('packs', () => {
  it('are built once, and again only after a write that the public can see', async () => {
    const { packs, builds, write } = store();
    const first = await packs.of('one');
    expect(await packs.of('one')).toBe(first);
    for (const noun of ['dataset', 'service', 'road', 'setting', 'incident', 'patrol', 'zone'])
      write(noun, { hidden: true });
    for (const noun of ['incident', 'patrol', 'zone', 'release', 'event']) write(noun);
    write('service', { organizationId: 'two' });
    expect(await packs.of('one')).toBe(first);
    expect(builds).toHaveLength(1);
    for (const noun of ['dataset', 'service', 'gateway', 'area', 'place', 'population', 'setting', 'road']) {
      write(noun);
      const before = builds.length;
      expect(await packs.of('one')).not.toBe(first);
      expect([noun, builds.length]).toEqual([noun, before + 1]);
    }
  });

  it('keep their roads while no road is written to', async () => {
    const { packs, builds, made, write } = store();
    await packs.of('one');
    write('service');
    await packs.of('one');
    write('road');
    await packs.of('one');
    expect(builds.map(({ keep }) => keep)).toEqual([null, made[0], null]);
  });

  it('are built one at a time, with one next build for all who came while one that is too old ran', async () => {
    const { packs, builds, write } = store({ isPatient: true });
    const early = [packs.of('one'), packs.of('one')];
    await settled();
    write('service');
    const late = [packs.of('one'), packs.of('one'), packs.of('one')];
    await settled();
    expect(builds).toHaveLength(1);
    builds[0]?.end();
    await settled();
    expect(builds).toHaveLength(2);
    builds[1]?.end();
    const [first, ...same] = await Promise.all([...early, ...late]);
    expect(same.filter((one) => one === first)).toHaveLength(1);
    expect(new Set(same.slice(1)).size).toBe(1);
    expect(builds).toHaveLength(2);
  });

  it('that could not be built are not kept, and the earlier ones never stand in for them', async () => {
    const { packs, builds, write } = store({ isPatient: true });
    const first = packs.of('one');
    await settled();
    builds[0]?.end();
    await first;
    write('service');
    const broken = packs.of('one');
    await settled();
    builds[1]?.end(new Error('no'));
    await expect(broken).rejects.toThrow('no');
    const again = packs.of('one');
    await settled();
    builds[2]?.end();
    await again;
    expect(builds).toHaveLength(3);
  });

  it('are kept for the organizations that were asked for last', async () => {
    const { packs, builds } = store({ most: 2 });
    for (const organizationId of ['one', 'two', 'one', 'three', 'one', 'two']) await packs.of(organizationId);
    expect(builds.map(({ organizationId }) => organizationId)).toEqual(['one', 'two', 'three', 'two']);
  });
});
