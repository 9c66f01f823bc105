// What is near a zone: reports in the cells around, patrols, services. Each as the role sees it.
import { useEffect, useState } from 'react';
import { SEES_PROTECTED_SERVICES } from '../../../geodata/schema/roles.ts';
import type { Session, ZoneFeature } from '../../api.ts';
import { lengthText, monthText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { may, mayCountIncidents, useEffort, useIncidents, usePatrols, useServices } from '../../state/queries.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Skeleton } from '../../ui/notice.tsx';
import { hoursIn, NEAR_DAYS, NEAR_METERS, patrolsNear, REACH_METERS, reportsIn, servicesNear } from './nearby.ts';
import { type Middle, middleOf } from './zone_things.ts';

/** H3 cells whose middles lie within about three kilometers: three rings of r8, one of r7. */
const RINGS = { 7: 1, 8: 3 } as const;
const DAY_MS = 86_400_000;

/** H3 comes in its own chunk. */
function useCellsAround([lon, lat]: Middle, resolution: 7 | 8 | null): ReadonlySet<string> | null {
  const [cells, setCells] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (resolution === null) return;
    let isGone = false;
    void import('h3-js').then(({ gridDisk, latLngToCell }) => {
      if (!isGone) setCells(new Set(gridDisk(latLngToCell(lat, lon, resolution), RINGS[resolution])));
    });
    return () => {
      isGone = true;
    };
  }, [lon, lat, resolution]);
  return cells;
}

export function Nearby({ session, zone }: { session: Session; zone: ZoneFeature }) {
  const middle = middleOf(zone);
  if (middle === null) return null;
  return (
    <section className="zone-part">
      <h3>{t('zones.nearby')}</h3>
      <Facts>
        <Fact name={t('zones.reports')}>
          {mayCountIncidents(session) ? (
            <Reports session={session} middle={middle} />
          ) : (
            <span className="quiet">{t('zones.reportsExact')}</span>
          )}
        </Fact>
        {may(session, 'patrol') ? (
          <Fact name={t('zones.patrols', { km: NEAR_METERS / 1000 })}>
            <Patrols session={session} middle={middle} />
          </Fact>
        ) : (
          may(session, 'patrol_effort') && (
            <Fact name={t('zones.hours')}>
              <Hours session={session} middle={middle} />
            </Fact>
          )
        )}
        <Fact name={t('zones.services', { km: REACH_METERS / 1000 })}>
          <Services session={session} middle={middle} />
        </Fact>
      </Facts>
      <p className="quiet zone-note">
        {t('zones.nearbyNote')} {!SEES_PROTECTED_SERVICES.has(session.role) && t('zones.protectedLeftOut')}
      </p>
    </section>
  );
}

interface Part {
  readonly session: Session;
  readonly middle: Middle;
}
const waiting = <Skeleton rows={1} label={t('app.loading')} />;

function Reports({ session, middle }: Part) {
  const { data } = useIncidents(session);
  const cells = useCellsAround(middle, data?.view.resolution ?? null);
  if (data === undefined || cells === null) return waiting;
  const since = new Date(Date.now() - NEAR_DAYS * DAY_MS).toISOString().slice(0, 10);
  const count = reportsIn(data, cells, since);
  return (
    <>
      {t('zones.reportsText', { count: wholeNumber(count), days: NEAR_DAYS, km: NEAR_METERS / 1000 })}
      <p className="quiet">{t('zones.reportsCaveat')}</p>
    </>
  );
}

function Patrols({ session, middle }: Part) {
  const { data } = usePatrols(session);
  if (data === undefined) return waiting;
  const near = patrolsNear(data, [...middle]);
  if (near.length === 0) return t('zones.patrolNone');
  return (
    <ul>
      {near.map(({ id, name, meters, runsLast30Days }) => (
        <li key={id}>{t('zones.patrolRow', { name, meters: lengthText(meters), count: runsLast30Days })}</li>
      ))}
    </ul>
  );
}

function Hours({ session, middle }: Part) {
  const { data } = useEffort(session);
  const cells = useCellsAround(middle, 7);
  if (data === undefined || cells === null) return waiting;
  const found = hoursIn(data, cells);
  if (found === null) return t('zones.hoursNone');
  return t('zones.hoursText', { hours: wholeNumber(found.hours), month: monthText(found.month) });
}

function Services({ session, middle }: Part) {
  const { data } = useServices(session);
  if (data === undefined) return waiting;
  const near = servicesNear(data, [...middle]);
  if (near.length === 0) return t('zones.serviceNone');
  return (
    <ul>
      {near.map(({ kind, name, meters, count }) => (
        <li key={kind}>
          <strong>{word('kind', kind)}</strong>: {t('zones.serviceRow', { name, meters: lengthText(meters) })}{' '}
          {count > 1 && t('zones.serviceMore', { count: count - 1 })}
        </li>
      ))}
    </ul>
  );
}
