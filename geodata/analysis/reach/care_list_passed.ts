// Places that a person might expect on the list and why they are not: out of stock, closed, without an opening, without what is
// needed. It knows columns, no words.
import type { PackService } from '../../schema/pack.ts';
import { LEFT_OUT } from './care_in_time_choice.ts';
import { SKIP_REASONS, type SkipReason } from './care_in_time_codes.ts';
import type { Asked } from './care_list_asked.ts';

export interface PassedBy {
  /** Row of the directory. */
  readonly service: number;
  readonly reason: SkipReason;
  readonly travelMinutes: number;
}

export interface PassedPlaces {
  /** At most so many: first what would count but for today's stock, status or hours, then what lacks a component; nearest first. */
  readonly passedBy: readonly PassedBy[];
  /** Services that do not count, by reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

const MOST_PASSED_BY = 10;

/** For need `n`. Offices of another kind that were never meant to have a component are counted, not listed. */
export function passedPlaces(asked: Asked, n: number): PassedPlaces {
  const { ways, columns, question, eligibility } = asked;
  const eligible = eligibility[n] as Uint8Array;
  const entryOf = new Int32Array(columns.count).fill(-1);
  ways.service.forEach((s, entry) => {
    entryOf[s] = entry;
  });
  const skipped: Partial<Record<SkipReason, number>> = {};
  const passed: PassedBy[] = [];
  for (let s = 0; s < columns.count; s++) {
    const entry = entryOf[s] as number;
    const reason = reasonOf(eligible[s] as number, entry < 0 ? null : (ways.middle[entry] as number));
    if (reason === null) continue;
    skipped[reason] = (skipped[reason] ?? 0) + 1;
    const service = columns.order[s] as number;
    const isMedical = (question.directory.services[service] as PackService).kind === 'medical';
    if (entry < 0 || reason === 'other-kind' || (reason === 'component-missing' && !isMedical)) continue;
    passed.push({ service, reason, travelMinutes: (ways.travel[entry] as number) / 60_000 });
  }
  const isLacking = ({ reason }: PassedBy): number => Number(reason === 'component-missing');
  passed.sort((a, b) => isLacking(a) - isLacking(b) || a.travelMinutes - b.travelMinutes);
  return { passedBy: passed.slice(0, MOST_PASSED_BY), skipped };
}

/** `received` in milliseconds; null = no way, NaN = no opening. */
function reasonOf(eligible: number, received: number | null): SkipReason | null {
  if (eligible >= LEFT_OUT) return SKIP_REASONS[eligible - LEFT_OUT] as SkipReason;
  if (received === null) return 'unreachable';
  return Number.isNaN(received) ? 'no-opening-listed' : null;
}
