// What the map page has read so far, in one place for its panels: the answers, what is derived from them, and which
// layers the role has at all.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Dataset } from '../../../geodata/schema/dataset.ts';
import type { Gateway } from '../../../geodata/schema/gateway.ts';
import { SEES_PROTECTED_SERVICES } from '../../../geodata/schema/roles.ts';
import type { AreaFeature, PatrolFeature, RunFeature, ServiceFeature, Session, ZoneFeature } from '../../api.ts';
import type { EffortScene } from '../../map/scene.ts';
import * as queries from '../../state/queries.ts';
import { type LayerId, useView } from '../../state/view.ts';
import { effortScene, type IncidentWindow, incidentWindow, resolutionOfZoom, type WindowChoice } from './picture.ts';
import { type ReleasePicture, useReleasePicture } from './release_picture.ts';

export interface Reading {
  readonly pending: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

export interface MapData {
  readonly session: Session;
  readonly available: readonly LayerId[];
  readonly services: readonly ServiceFeature[];
  readonly zones: readonly ZoneFeature[];
  readonly patrols: readonly PatrolFeature[];
  readonly areas: readonly AreaFeature[];
  readonly datasets: readonly Dataset[];
  readonly runs: readonly RunFeature[];
  readonly incidents: IncidentWindow | null;
  readonly release: ReleasePicture | null;
  readonly effort: EffortScene | null;
  readonly reading: Readonly<Record<LayerId, Reading>>;
  /** Whom to call where places are protected. */
  readonly gateways: readonly Gateway[];
  /** The role sees protected services; for all others what is counted is counted without them, and says so. */
  readonly protectedCounted: boolean;
  readonly invented: boolean;
  /** Everything was read and there is nothing. */
  readonly empty: boolean;
}

const Context = createContext<MapData | null>(null);

export function useMapData(): MapData {
  const data = useContext(Context);
  if (data === null) throw new Error('useMapData outside MapDataProvider');
  return data;
}

const NONE: readonly never[] = [];
const idle: Reading = { pending: false, error: null, retry: () => undefined };

export function MapDataProvider({ session, children }: { session: Session; children: ReactNode }) {
  const services = queries.useServices(session);
  const zones = queries.useZones(session);
  const patrols = queries.usePatrols(session);
  const areas = queries.useAreas(session);
  const datasets = queries.useDatasets(session);
  const incidents = queries.useIncidents(session);
  const effort = queries.useEffort(session);
  const gateways = queries.useGateways(session);
  const release = useReleasePicture(session);
  const days = useView((view) => view.incidentDays);
  const selected = useView((view) => view.selected);
  const runs = queries.useRuns(session, selected?.layer === 'patrols' ? selected.id : null);

  const incidentData = incidents.data;
  const effortData = effort.data;
  const parentOf = useCellParents(incidentData !== undefined);
  const resolution = useView((view) => resolutionOfZoom(view.camera?.zoom ?? 6));
  const derivedIncidents = useMemo(
    () =>
      incidentData === undefined || parentOf === null
        ? null
        : incidentWindow(incidentData, { days, now: Date.now(), resolution, parentOf }),
    [incidentData, days, resolution, parentOf],
  );
  const derivedEffort = useMemo(() => (effortData === undefined ? null : effortScene(effortData)), [effortData]);
  const lists = [services, zones, patrols, incidents].filter(
    (query) => query.fetchStatus !== 'idle' || query.isFetched,
  );

  const empty =
    lists.every((query) => query.isSuccess) &&
    services.data?.length === 0 &&
    zones.data?.length === 0 &&
    (incidentData?.cell.length ?? 0) === 0 &&
    areas.data?.length === 0;

  const data: MapData = {
    session,
    available: availableLayers(session),
    services: services.data ?? NONE,
    zones: zones.data ?? NONE,
    patrols: patrols.data ?? NONE,
    areas: areas.data ?? NONE,
    datasets: datasets.data ?? NONE,
    runs: runs.data ?? NONE,
    incidents: derivedIncidents,
    release: release.picture,
    effort: derivedEffort,
    reading: {
      services: readingOf(services),
      zones: readingOf(zones),
      patrols: readingOf(patrols),
      incidents: readingOf(incidents),
      releases: readingOf(release.query),
      effort: readingOf(effort),
      gaps: idle,
    },
    gateways: gateways.data ?? NONE,
    protectedCounted: SEES_PROTECTED_SERVICES.has(session.role),
    invented: !empty && (session.demo || (datasets.data ?? NONE).some((dataset) => dataset.invented)),
    empty,
  };
  return <Context.Provider value={data}>{children}</Context.Provider>;
}

type ParentOf = WindowChoice['parentOf'];

/** H3 comes in its own chunk, and only to roles that have cells. */
function useCellParents(wanted: boolean): ParentOf | null {
  const [parentOf, setParentOf] = useState<ParentOf | null>(null);
  useEffect(() => {
    if (wanted) void import('h3-js').then(({ cellToParent }) => setParentOf(() => cellToParent));
  }, [wanted]);
  return parentOf;
}

/** Operations and stewards see plans, so hours by cell would only repeat them; planners see the hours alone. */
export function availableLayers(session: Session): LayerId[] {
  const layers: LayerId[] = [];
  if (queries.mayCountIncidents(session)) layers.push('incidents');
  if (queries.mayReadReleases(session)) layers.push('releases');
  if (queries.may(session, 'patrol')) layers.push('patrols');
  else if (queries.may(session, 'patrol_effort')) layers.push('effort');
  if (queries.may(session, 'zone')) layers.push('zones');
  if (queries.may(session, 'service')) layers.push('services');
  if (session.permissions.analysis?.includes('run') === true) layers.push('gaps');
  return layers;
}

interface QueryState {
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}
const readingOf = ({ isLoading, error, refetch }: QueryState): Reading => ({
  pending: isLoading,
  error,
  retry: () => void refetch(),
});
