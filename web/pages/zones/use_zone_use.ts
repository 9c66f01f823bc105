// What the page of safe zones reads beside the zones themselves.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Session } from '../../api.ts';
import { readZoneTalks, readZoneUse, type ZoneUse } from '../../api_zones.ts';

const MINUTE_MS = 60_000;
const keyOf = ({ role, organizationId }: Session, noun: string) => [role, organizationId, noun];

export function useZoneUse(session: Session) {
  const query = useQuery({
    queryKey: keyOf(session, 'zone_use'),
    queryFn: ({ signal }) => readZoneUse(signal),
    staleTime: 5 * MINUTE_MS,
    // A suspension by the clock changes the zone and what is kept of why.
    meta: { nouns: ['zone'] },
  });
  const byZone = useMemo(
    () => new Map<string, ZoneUse>((query.data ?? []).map((use) => [use.id, use] as const)),
    [query.data],
  );
  return { query, byZone };
}

export const useZoneTalks = (session: Session, area: string | null) =>
  useQuery({
    queryKey: [...keyOf(session, 'consultation'), 'zone', area],
    queryFn: ({ signal }) => readZoneTalks(area ?? '', signal),
    enabled: area !== null,
    staleTime: 5 * MINUTE_MS,
  });

/** After a write of one's own. */
export function useRefreshZones(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(['zone', 'zone_use'].map((noun) => client.invalidateQueries({ queryKey: keyOf(session, noun) })));
  };
}
