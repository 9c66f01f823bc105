// What the part of tasks reads: tasks and objectives as the role sees them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { readObjectives, readTasks } from '../../api_tasks.ts';

const keyOf = ({ role, organizationId }: Session, part: string) => [role, organizationId, 'task', part];

export const useTasks = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'all'), queryFn: ({ signal }) => readTasks(signal) });
export const useObjectives = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'objectives'), queryFn: ({ signal }) => readObjectives(signal) });

export function useRefreshTasks(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(session, '').slice(0, 3) });
}
