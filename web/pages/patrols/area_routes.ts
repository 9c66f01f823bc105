// Areas that have patrol routes, with those routes: most routes first. Pure.
import type { AreaFacts, PatrolFeature } from '../../api.ts';

export interface AreaRoutes {
  readonly pcode: string;
  readonly name: string;
  readonly routeIds: readonly string[];
}

interface Named {
  readonly properties: Pick<AreaFacts, 'pcode' | 'name'>;
}

export function areasWithRoutes(patrols: readonly PatrolFeature[], areas: readonly Named[]): AreaRoutes[] {
  const byArea = new Map<string, string[]>();
  for (const { properties } of patrols) {
    const { areaPcode } = properties as typeof properties & { areaPcode: string | null };
    if (areaPcode === null) continue;
    byArea.set(areaPcode, [...(byArea.get(areaPcode) ?? []), properties.id]);
  }
  const names = new Map(areas.map(({ properties }) => [properties.pcode, properties.name]));
  return [...byArea]
    .map(([pcode, routeIds]) => ({ pcode, name: names.get(pcode) ?? pcode, routeIds }))
    .sort((a, b) => b.routeIds.length - a.routeIds.length || (a.name < b.name ? -1 : 1));
}
