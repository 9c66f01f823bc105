// Why a kind of care is left out of a trip. It knows tours and minutes, no names of places and no validator.
import type { ServiceKind } from '../../schema/service_words.ts';
import type { Tours, TourTable } from './bundle_tour.ts';
import { NOISE } from './zoned_time.ts';

/**
 * Why a kind is the missing link. unreachable: no running service of it can be reached at all; time: a visit to it alone takes
 * longer than the cutoff; hours: it would be near enough, but is not open (or not known to be) in that time; together: it can
 * be reached, but not in one tour with the others.
 */
export const LINK_REASONS = ['unreachable', 'time', 'hours', 'together'] as const;
export type LinkReason = (typeof LINK_REASONS)[number];

export interface MissingLink {
  kind: ServiceKind;
  reason: LinkReason;
}

/** Why each kind outside of `set` is missing. */
export function missingLinks(of: {
  readonly tour: TourTable;
  readonly kinds: readonly ServiceKind[];
  readonly tours: Tours;
  readonly set: number;
  readonly to: Float64Array;
  readonly back: Float64Array | null;
}): MissingLink[] {
  const { tours, set, to, back } = of;
  const { kind, count, stay, limit } = of.tour;
  const missing: MissingLink[] = [];
  of.kinds.forEach((name, k) => {
    if ((set & (1 << k)) !== 0) return;
    let alone = Number.POSITIVE_INFINITY;
    let isReachable = false;
    for (let s = 0; s < count; s++) {
      if (kind[s] !== k || to[s] === Number.POSITIVE_INFINITY) continue;
      isReachable = true;
      alone = Math.min(alone, (to[s] as number) + (stay[k] as number) + (back === null ? 0 : (back[s] as number)));
    }
    const isFeasible = tours.end[1 << k] !== Number.POSITIVE_INFINITY;
    const inTime = alone <= limit + NOISE;
    missing.push({
      kind: name,
      reason: isFeasible ? 'together' : inTime ? 'hours' : isReachable ? 'time' : 'unreachable',
    });
  });
  return missing;
}
