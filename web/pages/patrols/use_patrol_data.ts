// What the page reads, by role and organization, so that the live stream reads again what changed.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { readFigures, readPlans, readSlots, readTeams, readWomenRoutes } from '../../api_patrols.ts';

const MINUTE = 60_000;
const keyOf = ({ role, organizationId }: Session, ...rest: unknown[]) => [role, organizationId, ...rest];

/** Counted over whole days: they do not change while somebody looks. */
export const useFigures = (session: Session, of: { weeks: number; timeZone: string }) =>
  useQuery({
    queryKey: keyOf(session, 'patrol', 'figures', of),
    queryFn: ({ signal }) => readFigures(of, signal),
    staleTime: 5 * MINUTE,
    placeholderData: (before) => before,
  });

export const usePlans = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'patrol_plan'), queryFn: ({ signal }) => readPlans(signal) });

/** Each reading is written down: asked again when an hour has passed, not more often. Gone with the page. */
export const useSlots = (session: Session) =>
  useQuery({
    queryKey: keyOf(session, 'patrol_plan', 'slots'),
    queryFn: ({ signal }) => readSlots(signal),
    refetchInterval: 60 * MINUTE,
    gcTime: 0,
  });

export const useTeams = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'team'), queryFn: ({ signal }) => readTeams(signal), staleTime: MINUTE });

export const useWomenRoutes = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'patrol', 'women'), queryFn: ({ signal }) => readWomenRoutes(signal) });

/** Reads again everything of patrols or of plans. */
export function useReadAgain(session: Session): (thing: 'patrol' | 'patrol_plan') => Promise<void> {
  const client = useQueryClient();
  return (thing) => client.invalidateQueries({ queryKey: keyOf(session, thing) });
}
