// What a reader must know of the list as a whole: empty and why, all closed, old, without roads, without a network. Each state has
// a sentence and a next step under its name (`state.<name>`, `state.<name>.next`). Pure.
import { isStale } from '../../../../geodata/analysis/reach/care_list_columns.ts';
import { NEED_GROUPS, type NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import type { Directory } from '../../../../geodata/schema/pack.ts';
import type { Answer } from './answer.ts';

export const LIST_STATES = [
  'offline',
  'stale',
  'roads-loading',
  'rough',
  'rough-vehicle',
  'no-kind',
  'filtered',
  'left-out',
  'unreachable',
  'all-closed',
  'all-closed-unknown',
] as const;
export type ListState = (typeof LIST_STATES)[number];

interface Circumstances {
  readonly directory: Directory;
  readonly group: NeedGroupId;
  readonly answer: Pick<Answer, 'entries' | 'passedBy' | 'hidden'>;
  readonly mode: 'walk' | 'vehicle';
  readonly rough: boolean;
  readonly roads: 'loading' | 'ready' | 'none' | 'failed';
  readonly isOnline: boolean;
  readonly now: number;
}

export function listStates(of: Circumstances): ListState[] {
  const states: ListState[] = [];
  if (!of.isOnline) states.push('offline');
  if (isAllStale(of)) states.push('stale');
  if (of.rough && of.mode === 'vehicle' && of.roads !== 'loading') states.push('rough-vehicle');
  else if (of.rough) states.push(of.roads === 'loading' ? 'roads-loading' : 'rough');
  const { entries } = of.answer;
  if (entries.length === 0) states.push(emptyState(of));
  else if (entries.every(({ openOnArrival }) => openOnArrival === false)) states.push('all-closed');
  else if (entries.every(({ openOnArrival }) => openOnArrival !== true)) states.push('all-closed-unknown');
  return states;
}

function emptyState({ directory, group, answer }: Circumstances): ListState {
  if (answer.hidden > 0) return 'filtered';
  const { kinds } = NEED_GROUPS[group];
  if (!directory.services.some(({ kind }) => kinds.includes(kind))) return 'no-kind';
  return answer.passedBy.some(({ reason }) => reason !== 'unreachable') ? 'left-out' : 'unreachable';
}

/** No entry at all that was verified in time. */
const isAllStale = ({ directory, now }: Circumstances): boolean =>
  directory.services.length > 0 &&
  directory.services.every(({ verifiedOn }) => isStale(verifiedOn, now, directory.rules.staleAfterDays));
