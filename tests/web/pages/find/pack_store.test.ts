// The packs of /find: what is loaded, what is asked of the person, and what stays when the network does not answer.
import { describe, expect, it } from 'vitest';
import { packDirectory } from '../../../../geodata/formats/directory_pack.ts';
import { packTravel } from '../../../../geodata/formats/travel_pack.ts';
import { DEFAULT_CARE_RULES } from '../../../../geodata/schema/care_rules.ts';
import type { Directory, PackEntry } from '../../../../geodata/schema/pack.ts';
import { CareProblem, type Fetched } from '../../../../web/api_care.ts';
import { createPackStore, FRESH_MS, type PackSource } from '../../../../web/pages/find/pack_store.ts';
import { isOutside, metersFrom, regionsAt } from '../../../../web/pages/find/pack_store_regions.ts';

const directory = (region: string, changedOn = '2026-11-20'): Directory => ({
  region,
  name: `List ${region}`,
  organizationId: 'one',
  changedOn,
  invented: true,
  credits: [],
  rules: DEFAULT_CARE_RULES,
  services: [],
  gateways: [],
  areas: [],
  places: [],
});
const entry = (region: string, more: Partial<PackEntry> = {}): PackEntry => ({
  region,
  name: region,
  people: 300_000,
  bbox: [10, 10, 12, 12],
  services: 0,
  directory: { bytes: 1, sha256: 'd' },
  travel: { bytes: 1, sha256: 't' },
  ...more,
});
const roads = packTravel({
  lon: Float64Array.of(13, 13.1),
  lat: Float64Array.of(12, 12),
  from: Int32Array.of(0),
  to: Int32Array.of(1),
  meters: Float64Array.of(11_000),
  seconds: Float64Array.of(900),
  oneWay: Uint8Array.of(0),
  major: Uint8Array.of(1),
});

/** A network that answers with what stands in it, and notes what was asked. */
function network(packs: readonly PackEntry[]) {
  const on = {
    packs,
    changedOn: '2026-11-20',
    down: new Set<string>(),
    fetchedAt: 1_000,
    kept: false,
    asked: [] as string[],
  };
  const answer = async <T>(asked: string, content: () => T): Promise<Fetched<T>> => {
    on.asked.push(asked);
    if (on.down.has(asked.split(' ')[0] ?? '')) throw new CareProblem('offline');
    return { content: content(), fetchedAt: on.fetchedAt, kept: on.kept };
  };
  const source: PackSource = {
    readPacks: () => answer('packs', () => on.packs),
    readDirectory: (region) => answer(`directory ${region}`, () => packDirectory(directory(region, on.changedOn))),
    readTravel: (region) => answer(`travel ${region}`, () => roads),
  };
  return { on, store: createPackStore(source) };
}

describe('the packs', () => {
  it('of a single region are loaded without a question: directory first, then roads', async () => {
    const { on, store } = network([entry('all')]);
    await store.load();
    expect(on.asked).toEqual(['packs', 'directory all', 'travel all']);
    expect(store.state()).toMatchObject({ status: 'ready', roads: 'ready', kept: false, fetchedAt: 1_000 });
    expect(store.state().directory?.name).toBe('List all');
    const { travel, packWays } = store.state();
    expect(travel?.meters.length).toBe(1);
    const ways = packWays?.({ travel, services: { lon: Float64Array.of(13.1), lat: Float64Array.of(12) } });
    expect(ways?.from({ lon: 13, lat: 12, mode: 'vehicle' }).minutes[0]).toBeCloseTo(15, 1);
  });

  it('of several regions wait until one is chosen', async () => {
    const { on, store } = network([entry('a'), entry('b')]);
    await store.load();
    expect(store.state()).toMatchObject({ status: 'choose', directory: null });
    expect(on.asked).toEqual(['packs']);
    await store.choose('b');
    expect(store.state().directory?.region).toBe('b');
    await store.choose('a');
    expect(store.state().directory?.region).toBe('a');
  });

  it('drop an answer that comes after another region was chosen', async () => {
    const { store } = network([entry('a'), entry('b')]);
    await store.load();
    const first = store.choose('a');
    await store.choose('b');
    await first;
    expect(store.state().directory?.region).toBe('b');
  });

  it('say that there are none, that the network is missing, or that roads are not known', async () => {
    const none = network([]);
    await none.store.load();
    expect(none.store.state().status).toBe('none');
    const down = network([entry('all')]);
    down.on.down.add('directory');
    await down.store.load();
    expect(down.store.state()).toMatchObject({ status: 'failed', failure: 'offline' });
    const bare = network([entry('all', { travel: null })]);
    await bare.store.load();
    expect(bare.store.state()).toMatchObject({ status: 'ready', roads: 'none', travel: null });
  });

  it('are there without roads, which are asked for again when the network is back', async () => {
    const { on, store } = network([entry('all')]);
    on.down.add('travel');
    await store.load();
    expect(store.state()).toMatchObject({ status: 'ready', roads: 'failed', travel: null });
    on.down.clear();
    await store.refresh(on.fetchedAt);
    expect(store.state().roads).toBe('ready');
  });

  it('stay when nothing newer can be had, and say that they are a copy', async () => {
    const { on, store } = network([entry('all')]);
    await store.load();
    const before = store.state().directory;
    on.down.add('packs');
    await store.refresh(1_000 + FRESH_MS);
    expect(store.state()).toMatchObject({ status: 'ready', kept: true, fetchedAt: 1_000 });
    expect(store.state().directory).toBe(before);
  });

  it('are read again after an hour; what did not change keeps its place, roads are not read twice', async () => {
    const { on, store } = network([entry('all')]);
    await store.load();
    const before = store.state();
    on.asked.length = 0;
    await store.refresh(1_000 + FRESH_MS - 1);
    expect(on.asked).toEqual([]);
    on.fetchedAt = 5_000_000;
    await store.refresh(1_000 + FRESH_MS);
    expect(on.asked).toEqual(['packs', 'directory all']);
    expect(store.state().directory).toBe(before.directory);
    expect(store.state().travel).toBe(before.travel);
    expect(store.state().fetchedAt).toBe(5_000_000);
    on.changedOn = '2026-11-21';
    await store.load();
    expect(store.state().directory?.changedOn).toBe('2026-11-21');
  });
});

describe('a region', () => {
  const west = entry('west', { bbox: [10, 10, 12, 12] });
  const east = entry('east', { bbox: [11.5, 10, 14, 12] });

  it('is found from a position; where boxes overlap there are several, and far away none', () => {
    const at = (lon: number, lat: number) => regionsAt([west, east], { lon, lat }).map(({ region }) => region);
    expect(at(10.5, 11)).toEqual(['west']);
    expect(at(11.7, 11)).toEqual(['west', 'east']);
    expect(at(14.5, 11)).toEqual(['east']);
    expect(at(20, 11)).toEqual([]);
  });

  it('does not hold what lies farther from it than what comes with it', () => {
    expect(isOutside(west, { lon: 9.2, lat: 11 })).toBe(false);
    expect(isOutside(west, { lon: 9, lat: 11 })).toBe(true);
    expect(metersFrom([179, -20, -179, -15], { lon: -179.5, lat: -17 })).toBe(0);
    expect(metersFrom([179, -20, -179, -15], { lon: 178, lat: -17 })).toBeGreaterThan(100_000);
  });
});
