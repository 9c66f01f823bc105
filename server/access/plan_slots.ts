// Which visits of a sealed plan a viewer may see: those of teams that the viewer is in, and was in when the plan was drawn (or
// when a steward last took the members as they are), until 24 hours from now. It opens plans and asks no database.
import { AHEAD_HOURS, type PatrolSlot, SLOT_KINDS } from '../../geodata/schema/patrol_plan.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { openPlan, sealPlan } from './plan_seal.ts';

/** What is sealed. Teams and routes are named by their number in the lists. */
export interface PlanVisits {
  readonly teamIds: readonly string[];
  readonly routeIds: readonly string[];
  /** Accounts in each team when it was drawn. */
  readonly members: readonly (readonly string[])[];
  /** team, route, from and until in milliseconds since 1970, kind. */
  readonly visits: readonly (readonly [number, number, number, number, number])[];
}

interface Sealed {
  readonly id: string;
  readonly sealed: Uint8Array;
}

export interface SlotReader {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly key: Uint8Array;
  /** The demo has no accounts: its session is in every team. */
  readonly demo: boolean;
  /** Who is in the teams now. */
  readonly teams: readonly { readonly id: string; readonly members: readonly string[] }[];
}

const HOUR = 3_600_000;

export const visitsOf = (key: Uint8Array, organizationId: string, { id, sealed }: Sealed): PlanVisits | null =>
  openPlan(key, { organizationId, id }, sealed) as PlanVisits | null;

/** Visits that are not over and begin within 24 hours, by time. All plans are opened, whoever asks. */
export function ownSlots(plans: readonly Sealed[], { viewer, now, key, demo, teams }: SlotReader): PatrolSlot[] {
  const from = now.getTime();
  const slots: PatrolSlot[] = [];
  for (const plan of plans) {
    const opened = visitsOf(key, viewer.organizationId, plan);
    if (opened === null) continue;
    const mine = opened.teamIds.map((id, team) => {
      const isHere = (members: readonly string[] | undefined) =>
        typeof viewer.accountId === 'string' && members?.includes(viewer.accountId) === true;
      if (demo && (viewer.accountId ?? null) === null) return true;
      return isHere(opened.members[team]) && isHere(teams.find((one) => one.id === id)?.members);
    });
    for (const [team, route, start, end, kind] of opened.visits) {
      if (!mine[team] || end <= from || start > from + AHEAD_HOURS * HOUR) continue;
      slots.push({
        ...{ planId: plan.id, teamId: opened.teamIds[team] ?? '', routeId: opened.routeIds[route] ?? '' },
        ...{ from: new Date(start).toISOString(), until: new Date(end).toISOString() },
        kind: SLOT_KINDS[kind] ?? 'visit',
      });
    }
  }
  return slots.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.teamId < b.teamId ? -1 : 1));
}

/** Minutes of visits at each route that were over before `until`, escorts too: what was planned of the past. */
export function pastMinutes(
  plans: readonly Sealed[],
  of: { key: Uint8Array; organizationId: string; from: Date; until: Date },
): ReadonlyMap<string, number> {
  const minutes = new Map<string, number>();
  for (const plan of plans) {
    const opened = visitsOf(of.key, of.organizationId, plan);
    for (const [, route, start, end] of opened?.visits ?? []) {
      if (start < of.from.getTime() || end > of.until.getTime()) continue;
      const id = opened?.routeIds[route] ?? '';
      minutes.set(id, (minutes.get(id) ?? 0) + (end - start) / 60_000);
    }
  }
  return minutes;
}

/** The same visits, for those who are in the teams now. Null where it does not open. */
export function withMembersOf(
  plan: Sealed,
  { key, organizationId, teams }: Pick<SlotReader, 'key' | 'teams'> & { organizationId: string },
): Buffer | null {
  const opened = visitsOf(key, organizationId, plan);
  if (opened === null) return null;
  const members = opened.teamIds.map((id) => teams.find((team) => team.id === id)?.members ?? []);
  return sealPlan(key, { organizationId, id: plan.id }, { ...opened, members });
}
