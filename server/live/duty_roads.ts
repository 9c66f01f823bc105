// The roads of each organization as the duty room drives them now, kept in memory until a road or a constraint is written to,
// and a minute at most: constraints begin and end by the clock too. For staff who see unpublished roads alone.
import { type RoadNetwork, roadNetwork } from '../../geodata/analysis/reach/ways_to_place.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { roadEnds } from '../queries/roads.ts';
import type { Outbox } from './outbox.ts';
import { travelColumns } from './packs_graph.ts';

const MOST_AGE_MS = 60_000;
/** Organizations whose roads are kept: 130 bytes an edge. */
const MOST_KEPT = 8;

interface Kept {
  readonly version: number;
  readonly madeAt: number;
  readonly network: Promise<RoadNetwork>;
}

export interface DutyRoads {
  of(viewer: Viewer): Promise<RoadNetwork>;
}

export function createDutyRoads(deps: {
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'version'>;
  readonly now: () => Date;
}): DutyRoads {
  const { database, outbox, now } = deps;
  const kept = new Map<string, Kept>();
  const versionOf = (organizationId: string) =>
    Math.max(...(['road', 'constraint', 'dataset'] as const).map((noun) => outbox.version(organizationId, noun, true)));
  const read = async (organizationId: string, moment: Date): Promise<RoadNetwork> => {
    const viewer: Viewer = { role: 'operations', organizationId, areaPrefix: '' };
    const asked = { dataset: null, includeClosed: false, moment: { now: moment, withHours: true } };
    const ends = await database.transaction((tx) => roadEnds(tx, viewer, asked), { heavy: true });
    return roadNetwork(travelColumns(ends));
  };
  return {
    of({ organizationId }) {
      const at = now();
      const version = versionOf(organizationId);
      const found = kept.get(organizationId);
      const age = at.getTime() - (found?.madeAt ?? Number.NEGATIVE_INFINITY);
      if (found !== undefined && found.version === version && age >= 0 && age < MOST_AGE_MS) return found.network;
      const network = read(organizationId, at);
      const entry = { version, madeAt: at.getTime(), network };
      // What failed is asked again, and what somebody else made since stays.
      network.catch(() => kept.get(organizationId) === entry && kept.delete(organizationId));
      kept.delete(organizationId);
      kept.set(organizationId, entry);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return network;
    },
  };
}
