// A phone that works from packs names the same ten places as a server that works from the full figures: for 1,000 starting points on
// the demo, and on the real streets of Damaturu.
import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { careList } from '../../../../geodata/analysis/reach/care_list.ts';
import { type PackOrigin, packWays } from '../../../../geodata/analysis/reach/pack_ways.ts';
import { packDirectory, unpackDirectory } from '../../../../geodata/formats/directory_pack.ts';
import { packTravel, unpackTravel } from '../../../../geodata/formats/travel_pack.ts';
import type { Directory, PackService, TravelColumns } from '../../../../geodata/schema/pack.ts';
import { itOnRealData } from '../../../support/real_data.ts';
import { demoDirectory, demoWorld, travelColumns } from '../../formats/pack_case.ts';
import { damaturuStreets } from '../../formats/pack_real.ts';

// A thousand searches of the roads on each side: seconds on a machine of its own, a minute beside others.
vi.setConfig({ testTimeout: 300_000 });

const ORIGINS = 1000;
/** A Tuesday at ten in Lagos, when most doors are open, so that seconds on the way decide the order. */
const DEPARTURE = Date.parse('2026-11-24T10:00:00+01:00');

interface Compared {
  /** Starting points with the same ten nearest services, and with the same ten first places of the list. */
  readonly sameNearest: number;
  readonly sameList: number;
  /** Minutes by which the time to one service differs at most. */
  readonly largest: number;
}

function compare(
  directory: Directory,
  travel: TravelColumns,
  originAt: (random: () => number) => [number, number],
): Compared {
  const device = sideOf(unpackDirectory(packDirectory(directory)), unpackTravel(packTravel(travel)));
  const server = sideOf(directory, travel);
  const random = seededRandom(20);
  const compared = { sameNearest: 0, sameList: 0, largest: 0 };
  for (let i = 0; i < ORIGINS; i++) {
    const [lon, lat] = originAt(random);
    const origin: PackOrigin = { lon, lat, mode: i % 2 === 0 ? 'walk' : 'vehicle' };
    const [here, there] = [device(origin), server(origin)];
    if (here.nearest === there.nearest) compared.sameNearest++;
    if (here.list === there.list) compared.sameList++;
    here.minutes.forEach((time, id) => {
      const other = there.minutes.get(id) as number;
      expect(Number.isNaN(time)).toBe(Number.isNaN(other));
      if (!Number.isNaN(time)) compared.largest = Math.max(compared.largest, Math.abs(time - other));
    });
  }
  return compared;
}

function sideOf(directory: Directory, travel: TravelColumns) {
  const { services } = directory;
  const [lon, lat] = [Float64Array.from(services, (one) => one.lon), Float64Array.from(services, (one) => one.lat)];
  const ways = packWays({ travel, services: { lon, lat } });
  const ids = services.map(({ id }) => id);
  return (origin: PackOrigin) => {
    const from = ways.from(origin);
    const minutes = new Map(ids.map((id, s) => [id, from.minutes[s] as number]));
    const nearest = ids
      .filter((id) => !Number.isNaN(minutes.get(id)))
      .sort((a, b) => (minutes.get(a) as number) - (minutes.get(b) as number) || (a < b ? -1 : 1));
    const { entries } = careList({
      directory,
      ways: from,
      departure: DEPARTURE,
      hoursSinceIncident: 20,
      group: 'rape',
    });
    return {
      minutes,
      nearest: nearest.slice(0, 10).join(),
      list: entries
        .map(({ service, verdict }) => `${ids[service]} ${verdict}`)
        .slice(0, 10)
        .join(),
    };
  };
}

describe('ten places first', () => {
  it.each([1, 30])(
    'are the same on a phone as on a server for 99 of 100 starting points of the demo at scale %d',
    (scale) => {
      const directory = demoDirectory(scale);
      const found = compare(directory, travelColumns(demoWorld(scale).roads()), (random) => {
        const { lon, lat } = directory.services[Math.floor(random() * directory.services.length)] as PackService;
        return [lon + 0.3 * (random() - 0.5), lat + 0.3 * (random() - 0.5)];
      });
      expect(found.sameNearest).toBeGreaterThanOrEqual(0.99 * ORIGINS);
      expect(found.sameList).toBeGreaterThanOrEqual(0.99 * ORIGINS);
    },
  );

  itOnRealData('ne-nigeria', 'are the same for 99 of 100 starting points in Damaturu', async (folder) => {
    const travel = damaturuStreets(folder);
    const [west, east] = [Math.min(...travel.lon), Math.max(...travel.lon)];
    const [south, north] = [Math.min(...travel.lat), Math.max(...travel.lat)];
    const anywhere = (random: () => number): [number, number] => [
      west + (east - west) * random(),
      south + (north - south) * random(),
    ];
    // Real streets; the services on them are invented, since there are three real ones.
    const random = seededRandom(4);
    const demo = demoDirectory(1);
    const services = demo.services.slice(0, 120).map((service) => {
      const [lon, lat] = anywhere(random);
      return { ...service, lon, lat };
    });
    const found = compare({ ...demo, services }, travel, anywhere);
    expect(found.sameNearest).toBeGreaterThanOrEqual(0.99 * ORIGINS);
    expect(found.sameList).toBeGreaterThanOrEqual(0.99 * ORIGINS);
  });
});
