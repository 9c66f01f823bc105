// What the pages of alerts read, and how an action reaches them. Keys name the noun that a change is heard of by.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Session } from '../../api.ts';
import {
  type Alert,
  type AlertActionInput,
  actOnAlert,
  readAlert,
  readClosedAlerts,
  readFigures,
  readNearestTeams,
  readOpenAlerts,
  readTeams,
} from '../../api_alerts.ts';

/** Where no stream comes through. */
const LOOK_AGAIN_MS = 60_000;
const TICK_MS = 10_000;

const keyOf = ({ role, organizationId }: Session, ...more: readonly unknown[]) => [
  role,
  organizationId,
  'alert',
  ...more,
];

export const useOpenAlerts = (session: Session) =>
  useQuery({
    queryKey: keyOf(session, 'open'),
    queryFn: ({ signal }) => readOpenAlerts(signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
export const useClosedAlerts = (session: Session, enabled: boolean) =>
  useQuery({ queryKey: keyOf(session, 'closed'), queryFn: ({ signal }) => readClosedAlerts(signal), enabled });
export const useAlert = (session: Session, id: string | null) =>
  useQuery({
    queryKey: keyOf(session, 'one', id),
    queryFn: ({ signal }) => readAlert(id ?? '', signal),
    enabled: id !== null,
  });
export const useNearestTeams = (session: Session, id: string, enabled: boolean) =>
  useQuery({
    queryKey: keyOf(session, 'teams', id),
    queryFn: ({ signal }) => readNearestTeams(id, signal),
    enabled,
    meta: { nouns: ['team', 'road', 'constraint'] },
    refetchInterval: LOOK_AGAIN_MS,
  });
export const useFigures = (session: Session, days: { from: string; to: string }) =>
  useQuery({ queryKey: keyOf(session, 'figures', days), queryFn: ({ signal }) => readFigures(days, signal) });
export const useTeams = (session: Session) =>
  useQuery({
    queryKey: [session.role, session.organizationId, 'team'],
    queryFn: ({ signal }) => readTeams(signal),
    meta: { nouns: ['alert'] },
  });

/** Takes a step. Whether it was taken or somebody was faster, what stands on the screen is then what holds. */
export function useAct(session: Session) {
  const client = useQueryClient();
  return async (alert: Alert, action: AlertActionInput): Promise<void> => {
    try {
      client.setQueryData(keyOf(session, 'one', alert.id), await actOnAlert(alert, action));
    } finally {
      await client.invalidateQueries({ queryKey: keyOf(session) });
    }
  };
}

export function useRefreshAlerts(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(session) });
}

export function useRefreshTeams(session: Session): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [session.role, session.organizationId, 'team'] });
}

/** Milliseconds since 1970, running on: clocks on the screen move without the server being asked. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
