// The answer to what is chosen now: roads are made ready once, ways once a start, and the list anew for every other change.
// Until the roads are there, ways are rough ones along the straight line.
import { useMemo } from 'react';
import type { NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import type { PackMinutes, PackWays } from '../../../../geodata/analysis/reach/pack_ways.ts';
import { straightWays } from '../../../../geodata/analysis/reach/straight_ways.ts';
import type { Directory, TravelColumns } from '../../../../geodata/schema/pack.ts';
import type { CareFilters, StartPlace } from '../find_state.ts';
import type { PackState } from '../pack_store.ts';
import { type Answer, answerOf } from './answer.ts';
import type { IncidentSpan } from './incident_time.ts';

interface Chosen {
  readonly directory: Directory;
  readonly travel: TravelColumns | null;
  /** Comes with the roads; until then ways are straight lines. */
  readonly packWays: PackState['packWays'];
  readonly group: NeedGroupId;
  readonly place: StartPlace;
  readonly mode: 'walk' | 'vehicle';
  readonly filters: CareFilters;
  readonly incident: IncidentSpan | null;
  readonly departure: number;
}

export interface Answered {
  readonly answer: Answer;
  readonly ways: PackMinutes;
  readonly roads: PackWays;
}

export function useAnswer(chosen: Chosen): Answered {
  const { directory, travel, packWays, group, place, mode, filters, incident, departure } = chosen;
  const roads = useMemo(() => {
    const column = (name: 'lon' | 'lat') => Float64Array.from(directory.services, (service) => service[name]);
    const services = { lon: column('lon'), lat: column('lat') };
    return packWays === null ? straightWays(services) : packWays({ travel, services });
  }, [directory, travel, packWays]);
  const { lon, lat } = place;
  const ways = useMemo(() => roads.from({ lon, lat, mode }), [roads, lon, lat, mode]);
  const answer = useMemo(
    () => answerOf({ directory, ways, departure, group, filters, choices: directory.services.length }, incident),
    [directory, ways, departure, group, filters, incident],
  );
  return { answer, ways, roads };
}
