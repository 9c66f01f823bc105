// Which services stand where: every town by its size first, then more of everything, in towns and villages, up to the
// number asked for. Knows places and kinds; what a service offers is not decided here.
import type { ServiceKind } from '../schema/service_words.ts';
import type { Settlement } from './settlements.ts';
import { runningTotals, type Stream } from './stream.ts';

/** How large a place of medical care is; other kinds have no grade. */
export type Grade = 'hospital' | 'clinic' | 'post' | 'none';

export interface PlannedService {
  readonly kind: ServiceKind;
  readonly grade: Grade;
  readonly settlement: Settlement;
}

/** From so many people on a town has one of the kind, and one more for each further `each`, at most `most`. */
const RULES: readonly { kind: ServiceKind; grade: Grade; from: number; each: number; most: number }[] = [
  { kind: 'medical', grade: 'hospital', from: 60_000, each: 250_000, most: 4 },
  { kind: 'medical', grade: 'clinic', from: 9000, each: 110_000, most: 7 },
  { kind: 'medical', grade: 'post', from: 4000, each: 150_000, most: 5 },
  { kind: 'psychosocial', grade: 'none', from: 14_000, each: 150_000, most: 6 },
  { kind: 'safe_space', grade: 'none', from: 14_500, each: 200_000, most: 5 },
  { kind: 'legal', grade: 'none', from: 40_000, each: 300_000, most: 4 },
  { kind: 'shelter', grade: 'none', from: 75_000, each: 400_000, most: 3 },
  { kind: 'police', grade: 'none', from: 11_500, each: 200_000, most: 5 },
  { kind: 'food', grade: 'none', from: 12_000, each: 150_000, most: 6 },
  { kind: 'livelihood', grade: 'none', from: 20_000, each: 250_000, most: 4 },
  { kind: 'education', grade: 'none', from: 9000, each: 120_000, most: 7 },
];

/** Of the services that come on top, in towns and villages alike. */
const MORE_WEIGHTS: Readonly<Record<ServiceKind, number>> = {
  medical: 42,
  psychosocial: 10,
  legal: 3,
  safe_space: 8,
  shelter: 2,
  police: 6,
  food: 11,
  livelihood: 6,
  education: 12,
};
/** One town service in seven was never opened, so that plans have something to find. */
const MISSING_SHARE = 0.14;

export function* plannedServices(
  settlements: readonly Settlement[],
  options: { readonly count: number; readonly stream: Stream },
): Generator<PlannedService> {
  const { count, stream } = options;
  let made = 0;
  for (const settlement of settlements) {
    if (!settlement.isTown) continue;
    for (const rule of RULES) {
      if (settlement.people < rule.from) continue;
      const here = Math.min(rule.most, 1 + Math.floor((settlement.people - rule.from) / rule.each));
      for (let index = 0; index < here && made < count; index++) {
        if (index === 0 && settlement.people < 60_000 && stream.chance(MISSING_SHARE)) continue;
        made++;
        yield { kind: rule.kind, grade: rule.grade, settlement };
      }
    }
  }
  const totals = runningTotals(settlements.map((settlement) => settlement.people ** 0.8));
  for (; made < count; made++) {
    const settlement = settlements[stream.indexByTotals(totals)] as Settlement;
    const kind = stream.weighted<ServiceKind>(MORE_WEIGHTS);
    const grade = kind !== 'medical' ? 'none' : settlement.people > 15_000 ? 'clinic' : 'post';
    yield { kind, grade, settlement };
  }
}
