// Everything the screen reads from the server, as cached queries. The keys begin with the role, so a change of role
// never shows what another role has read. Knows what a role may ask for from its permissions; the server decides.
import { type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Dataset } from '../../geodata/schema/dataset.ts';
import type { Role, Thing } from '../../geodata/schema/roles.ts';
import * as api from '../api.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const sessionKey = ['session'] as const;

/** Who am I; in a demo, the public visitor becomes operations of the demo first. */
async function startSession(signal: AbortSignal): Promise<api.Session> {
  const session = await api.readSession(signal);
  // Without its second factor such a session may do nothing else.
  if (session.needs) location.replace('/sign-in');
  if (!session.demo || session.role !== 'public' || session.viewingAs || chosePublic) return session;
  try {
    await api.startDemoSession('operations');
  } catch (error) {
    // Without a demo season there is nobody to play; the public view says what to do next.
    if (error instanceof api.ApiProblem && error.code !== 'offline') return session;
    throw error;
  }
  return api.readSession(signal);
}
let chosePublic = false;

export const useSession = (): UseQueryResult<api.Session> =>
  useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => startSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });

/** Everything read as the former role is dropped before the new role is asked for. */
export async function switchRole(client: QueryClient, role: Role): Promise<void> {
  chosePublic = role === 'public';
  await api.startDemoSession(role);
  const session = await api.readSession();
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
  client.setQueryData(sessionKey, session);
}

export const may = (session: api.Session, thing: Thing): boolean =>
  session.permissions[thing]?.includes('read') ?? false;

/** Who sees no counts sees what was published of them. */
export const mayReadReleases = (session: api.Session): boolean =>
  may(session, 'release') && !mayCountIncidents(session);

/** Stewards have the exact records, each read of which is audited, and no counts; the map does not read those. */
export const mayCountIncidents = (session: api.Session): boolean =>
  may(session, 'incident') && session.role !== 'steward';

type ReadNoun<T> = (signal: AbortSignal) => Promise<T>;

function useNoun<T>(session: api.Session, thing: Thing, readNoun: ReadNoun<T>, enabled = may(session, thing)) {
  return useQuery({
    queryKey: [session.role, session.organizationId, thing],
    queryFn: ({ signal }) => readNoun(signal),
    enabled,
    staleTime: 5 * MINUTE,
  });
}

export const useServices = (session: api.Session) => useNoun(session, 'service', api.readServices);
export const useZones = (session: api.Session) => useNoun(session, 'zone', api.readZones);
export const usePatrols = (session: api.Session) => useNoun(session, 'patrol', api.readPatrols);
export const useEffort = (session: api.Session) => useNoun(session, 'patrol_effort', api.readEffort);
export const useAreas = (session: api.Session) => useNoun(session, 'area', api.readAreas);
export const useDatasets = (session: api.Session) => useNoun<Dataset[]>(session, 'dataset', api.readDatasets);

/** Twelve months in one answer; shorter windows are cut on the screen, so moving the filter asks for nothing. */
export const useIncidents = (session: api.Session) =>
  useNoun(
    session,
    'incident',
    (signal) => {
      const today = Date.now();
      return api.readIncidents({ from: isoDate(today - 365 * DAY), to: isoDate(today) }, signal);
    },
    mayCountIncidents(session),
  );

export const useRelease = (session: api.Session) =>
  useNoun(session, 'release', api.readNewestRelease, mayReadReleases(session));
export const useGateways = (session: api.Session) => useNoun(session, 'gateway', api.readGateways);

export const useRuns = (session: api.Session, routeId: string | null) =>
  useQuery({
    queryKey: [session.role, session.organizationId, 'runs', routeId],
    queryFn: ({ signal }) => api.readRuns(routeId ?? '', signal),
    enabled: routeId !== null && may(session, 'patrol'),
    staleTime: 5 * MINUTE,
  });

export const usePopulation = (session: api.Session, datasetId: string | null) =>
  useQuery({
    queryKey: [session.role, session.organizationId, 'population', datasetId],
    queryFn: ({ signal }) => api.readPopulation(datasetId ?? '', signal),
    enabled: datasetId !== null && may(session, 'population'),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useSearch = (session: api.Session, q: string) =>
  useQuery({
    queryKey: [session.role, session.organizationId, 'search', q],
    queryFn: ({ signal }) => api.search(q, signal),
    enabled: q.length >= 2,
    staleTime: MINUTE,
    placeholderData: (before) => before,
  });

const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10);
