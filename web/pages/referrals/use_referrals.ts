// What the page reads: the referrals of the organization, and the directory as the role sees it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Session } from '../../api.ts';
import { readReferrals } from '../../api_referrals.ts';
import { useAreas, useGateways, useServices } from '../../state/queries.ts';
import { type Goal, goalsOf, latelyInVain } from './referral_facts.ts';

/** Answers of others come in while the page is open. */
const LOOK_AGAIN_MS = 60_000;

const keyOf = ({ role, organizationId }: Session) => [role, organizationId, 'referrals'];

export const useReferrals = (session: Session) =>
  useQuery({
    queryKey: keyOf(session),
    queryFn: ({ signal }) => readReferrals(signal),
    refetchInterval: LOOK_AGAIN_MS,
  });

export function useRefresh(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(session) });
}

export interface Directory {
  readonly goals: readonly Goal[];
  readonly byId: ReadonlyMap<string, Goal>;
  /** Name of an area; '' where there is none. */
  readonly areaName: (pcode: string | null) => string;
  /** Services where nobody could help lately, and how often. */
  readonly inVain: ReadonlyMap<string, number>;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

export function useDirectory(session: Session): Directory {
  const services = useServices(session);
  const gateways = useGateways(session);
  const areas = useAreas(session);
  const referrals = useReferrals(session);
  return useMemo(() => {
    const goals = goalsOf(services.data ?? [], gateways.data ?? []);
    const names = new Map((areas.data ?? []).map(({ properties }) => [properties.pcode, properties.name] as const));
    return {
      goals,
      byId: new Map(goals.map((goal) => [goal.id, goal] as const)),
      areaName: (pcode) => names.get(pcode ?? '') ?? '',
      inVain: latelyInVain(referrals.data ?? [], new Date().toISOString().slice(0, 10)),
      isPending: services.isPending || gateways.isPending,
      error: services.error ?? gateways.error,
      retry: () => void Promise.all([services.refetch(), gateways.refetch()]),
    };
  }, [services, gateways, areas, referrals]);
}
