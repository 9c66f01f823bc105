// What /find shows once need and place are chosen: the list and its map, what still helps until when, and what to do where
// nothing fits. Everything is worked out on this device from the packs; nothing that is chosen here leaves it.
import { useLayoutEffect, useState } from 'react';
import type { NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { t, useLanguage } from '../../../i18n/care/care_messages.ts';
import { useLate } from '../../care/use_late.ts';
import { useOnline } from '../../care/use_online.ts';
import { type CareFilters, type StartPlace, setFind, useFind } from '../find_state.ts';
import type { PackState } from '../pack_store.ts';
import { AfterList } from './after_list.tsx';
import { Filters, spokenLanguages } from './filters.tsx';
import { hoursBetween } from './incident_time.ts';
import { LatePart } from './late_part.tsx';
import { LateTrip } from './late_trip.tsx';
import { listStates } from './list_states.ts';
import { ListSummary } from './list_summary.tsx';
import { ListTabs } from './list_tabs.tsx';
import { MapTab } from './map_tab.tsx';
import { contactsNear, leftOut } from './nearby.ts';
import { needName } from './need_words.ts';
import { RulesFirst } from './rules_first.tsx';
import type { ListContext, ListedService } from './service_card.tsx';
import { ServiceCards } from './service_cards.tsx';
import { StateNotices } from './state_notices.tsx';
import { useAnswer } from './use_answer.ts';
import { useNow } from './use_now.ts';
import { useVisit } from './visit_state.ts';
import './results.css';

const loadClock = () => import('./clock.tsx');
const MOST_CONTACTS = 5;

interface ServiceListProps {
  readonly packs: PackState;
  readonly directory: Directory;
}

export function ServiceList(props: ServiceListProps) {
  const { group, place } = useFind();
  if (group === null || place === null) return null;
  return <Results {...props} key={group} group={group} place={place} />;
}

/** The clock of this phone. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface ResultsProps extends ServiceListProps {
  readonly group: NeedGroupId;
  readonly place: StartPlace;
}

function Results({ packs, directory, group, place }: ResultsProps) {
  const language = useLanguage();
  const isOnline = useOnline();
  const now = useNow();
  const { mode, tab, selected, filters } = useFind();
  const visit = useVisit();
  const departure = visit.departure !== null && visit.departure > now ? visit.departure : null;
  const { answer, ways, roads } = useAnswer({
    ...{ directory, travel: packs.travel, packWays: packs.packWays, group, place, mode, filters },
    ...{ incident: visit.incident, departure: departure ?? now },
  });
  const { rules } = directory;
  const context: ListContext = {
    ...{ language, now, timeZone, staleAfterDays: rules.staleAfterDays, mode, rough: ways.rough },
    changedOn: directory.changedOn,
    rows: new Map(answer.clock.map((row) => [row.need.id, row])),
  };
  const states = listStates({
    ...{
      directory,
      group,
      answer,
      mode,
      rough: ways.rough,
      roads: packs.roads,
      isOnline,
      now,
    },
  });
  const leading = answer.clock.find(({ need }) => need.id === answer.leading)?.need;
  const hasWindows = answer.clock.some(({ need }) => need.withinHours !== null);
  const showInList = useShownInList(tab, selected);
  const services = answer.entries.flatMap((entry, i) => {
    const service = directory.services[entry.service];
    return service === undefined
      ? []
      : [{ number: i + 1, entry, service, meters: ways.meters[entry.service] as number }];
  });
  return (
    <div className="results">
      <ListSummary group={group} place={place} mode={mode} departure={departure} context={context} />
      {hasWindows ? (
        <LateClock directory={directory} rows={answer.clock} context={context} onShow={showInList} />
      ) : (
        <details className="rules">
          <summary>{t('rule.title')}</summary>
          <RulesFirst rules={rules} language={language} />
        </details>
      )}
      <StateNotices states={states} answer={answer} directory={directory} context={context} />
      {(services.length > 0 || answer.hidden > 0) && (
        <Places
          {...{ directory, services, context, place, tab, selected, filters }}
          travel={packs.travel}
          leading={answer.leading}
        />
      )}
      {services.length > 0 && (
        <>
          <p className="quiet">{t('way.about')}</p>
          <LateTrip
            key={`${place.lon} ${place.lat} ${mode} ${departure}`}
            question={{
              ...{ directory, ways: roads, origin: { lon: place.lon, lat: place.lat, mode }, group },
              departure: departure ?? now,
              hoursSinceIncident: visit.incident === null ? null : hoursBetween(visit.incident, departure ?? now).least,
            }}
            context={context}
          />
        </>
      )}
      <AfterList
        directory={directory}
        language={language}
        need={leading === undefined ? '' : needName(leading).text}
        leftOut={leftOut({
          directory,
          leading: leading ?? { kinds: [] },
          passedBy: answer.passedBy,
          minutes: ways.minutes,
          meters: ways.meters,
        })}
        contacts={contactsNear(directory, group, place, MOST_CONTACTS)}
        isEmpty={services.length === 0}
      />
    </div>
  );
}

interface PlacesProps {
  readonly directory: Directory;
  readonly travel: PackState['travel'];
  readonly services: readonly ListedService[];
  readonly leading: string;
  readonly context: ListContext;
  readonly place: StartPlace;
  readonly tab: 'list' | 'map';
  readonly selected: string | null;
  readonly filters: CareFilters;
}

function Places({ directory, travel, services, leading, context, place, tab, selected, filters }: PlacesProps) {
  return (
    <>
      <ListTabs tab={tab} />
      <div role="tabpanel" id={`results-${tab}`} aria-labelledby={`tab-${tab}`} className="results-panel">
        <div className="count-and-filters">
          <p role="status" className="count">
            {services.length > 0 && t('list.count', { count: services.length })}
          </p>
          <Filters filters={filters} spoken={spokenLanguages(directory.services, context.language)} />
        </div>
        {tab === 'list' ? (
          <ServiceCards services={services} leading={leading} context={context} selected={selected} />
        ) : (
          <MapTab directory={directory} travel={travel} place={place} services={services} context={context} />
        )}
      </div>
    </>
  );
}

function LateClock(props: Parameters<typeof import('./clock.tsx')['Clock']>[0]) {
  const late = useLate(loadClock);
  return <LatePart late={late}>{({ Clock }) => <Clock {...props} />}</LatePart>;
}

/** Shows a place in the list, wherever it is asked for, and brings it into sight. */
function useShownInList(tab: 'list' | 'map', selected: string | null): (serviceId: string) => void {
  const [wanted, setWanted] = useState<string | null>(null);
  useLayoutEffect(() => {
    if (wanted === null || tab !== 'list' || selected !== wanted) return;
    const card = document.getElementById(`service-${wanted}`);
    card?.scrollIntoView({ block: 'start' });
    card?.querySelector('h3')?.focus({ preventScroll: true });
    setWanted(null);
  }, [wanted, tab, selected]);
  return (serviceId) => {
    setFind({ tab: 'list', selected: serviceId });
    setWanted(serviceId);
  };
}
