// What the page reads and writes: the constraints of the viewer's area, those that ended too.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { readConstraints } from '../../api_constraints.ts';

const keyOf = ({ role, organizationId }: Session) => [role, organizationId, 'constraint'];

/** Dates and hours turn while the page is open; a stream says it sooner where there is one. */
const LOOK_AGAIN_MS = 60_000;

export const useConstraints = (session: Session) =>
  useQuery({
    queryKey: keyOf(session),
    queryFn: ({ signal }) => readConstraints(signal),
    refetchInterval: LOOK_AGAIN_MS,
  });

export function useRefreshConstraints(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(session) });
}
