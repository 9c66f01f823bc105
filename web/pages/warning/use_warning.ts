// What the page reads, by nouns, so that what is written elsewhere is read again in place.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Thing } from '../../../geodata/schema/roles.ts';
import type { Session } from '../../api.ts';
import * as api from '../../api_warning.ts';
import { useAreas } from '../../state/queries.ts';

const keyOf = ({ role, organizationId }: Session, thing: Thing, ...more: readonly string[]) => [
  role,
  organizationId,
  thing,
  'warning',
  ...more,
];

/** The board rests on indicators as well. */
export const useBoard = (session: Session) =>
  useQuery({
    queryKey: keyOf(session, 'observation', 'board'),
    queryFn: ({ signal }) => api.readBoard(signal),
    meta: { nouns: ['indicator'] },
  });
export const useIndicators = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'indicator'), queryFn: ({ signal }) => api.readIndicators(signal) });
/** Of one indicator in one area, or of all. */
export const useObservations = (session: Session, of: Parameters<typeof api.readObservations>[0]) =>
  useQuery({
    queryKey: keyOf(session, 'observation', of.indicatorId ?? '', of.area ?? ''),
    queryFn: ({ signal }) => api.readObservations(of, signal),
  });
export const useConsultations = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'consultation'), queryFn: ({ signal }) => api.readConsultations(signal) });
export const useFocalPoints = (session: Session) =>
  useQuery({ queryKey: keyOf(session, 'focal_point'), queryFn: ({ signal }) => api.readFocalPoints(signal) });

export function useRefresh(session: Session): (thing: Thing) => Promise<void> {
  const client = useQueryClient();
  return (thing) =>
    client.invalidateQueries({
      predicate: ({ queryKey: [role, organization, noun], meta }) =>
        role === session.role &&
        organization === session.organizationId &&
        (noun === thing || ((meta?.['nouns'] as readonly Thing[] | undefined) ?? []).includes(thing)),
    });
}

export interface AreaNames {
  /** P-code and name of those that this account may write in, by name. */
  readonly options: readonly (readonly [pcode: string, name: string])[];
  readonly nameOf: (pcode: string) => string;
}

export function useAreaNames(session: Session): AreaNames {
  const { data } = useAreas(session);
  return useMemo(() => {
    const names = new Map((data ?? []).map(({ properties: { pcode, name } }) => [pcode, name] as const));
    return {
      options: [...names]
        .filter(([pcode]) => pcode.startsWith(session.areaPrefix))
        .sort(([, a], [, b]) => a.localeCompare(b)),
      nameOf: (pcode) => names.get(pcode) ?? pcode,
    };
  }, [data, session.areaPrefix]);
}

/** Today in UTC, as observations and talks are dated. */
export const todayText = (): string => new Date().toISOString().slice(0, 10);
