// Contacts and places by how near they are, for when the list itself is no answer. Pure.

import type { SkipReason } from '../../../../geodata/analysis/reach/care_in_time_codes.ts';
import { type ClinicalNeed, NEED_GROUPS, type NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import type { Directory, PackGateway } from '../../../../geodata/schema/pack.ts';
import type { ServiceKind } from '../../../../geodata/schema/service_words.ts';
import type { Answer } from './answer.ts';

interface Spot {
  readonly lon: number;
  readonly lat: number;
}

/** Orders places by nearness: degrees on a plane, narrowed as meridians are. */
function degreesApart(a: Spot, b: Spot): number {
  const east = Math.abs(a.lon - b.lon);
  const narrowed = Math.min(east, 360 - east) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(narrowed, a.lat - b.lat);
}

export interface NearContact {
  readonly gateway: PackGateway;
  /** '' where the directory does not name its area. */
  readonly area: string;
}

/** Contacts for the kinds of a group, those of the nearest areas first. */
export function contactsNear(
  { gateways, areas }: Pick<Directory, 'gateways' | 'areas'>,
  group: NeedGroupId,
  place: Spot,
  most: number,
): NearContact[] {
  const { kinds } = NEED_GROUPS[group];
  const areaOf = new Map(areas.map((area) => [area.pcode, area]));
  return gateways
    .filter(({ kind }) => kinds.includes(kind))
    .map((gateway) => {
      const area = areaOf.get(gateway.areaPcode);
      return {
        gateway,
        area: area?.name ?? '',
        far: area === undefined ? Number.POSITIVE_INFINITY : degreesApart(area, place),
      };
    })
    .sort((a, b) => a.far - b.far || (a.gateway.id < b.gateway.id ? -1 : 1))
    .slice(0, most)
    .map(({ gateway, area }) => ({ gateway, area }));
}

export interface LeftOut {
  readonly service: number;
  readonly reason: SkipReason;
}

/**
 * What the core passed by for the leading need, of the kinds that give it (what a place must have in stock, medical ones give), then
 * places of these kinds to which no way is known, nearest first.
 */
export function leftOut(of: {
  readonly directory: Directory;
  readonly leading: Pick<ClinicalNeed, 'kinds'>;
  readonly passedBy: Answer['passedBy'];
  readonly minutes: Float64Array;
  readonly meters: Float64Array;
}): LeftOut[] {
  const { directory, leading, passedBy, minutes, meters } = of;
  const kinds: readonly ServiceKind[] = leading.kinds.length > 0 ? leading.kinds : ['medical'];
  const isOfKind = (service: number): boolean => kinds.includes(directory.services[service]?.kind as ServiceKind);
  const noWay = directory.services
    .map((_, service) => service)
    .filter((service) => Number.isNaN(minutes[service]) && isOfKind(service))
    .sort((a, b) => (meters[a] as number) - (meters[b] as number))
    .map((service) => ({ service, reason: 'unreachable' as const }));
  const passed = passedBy.filter(({ service }) => isOfKind(service));
  return [...passed.map(({ service, reason }) => ({ service, reason })), ...noWay];
}
