// One service: can it treat, is it open, what does it cost, in which language, who answers the phone, how old is this.

import { CMR_COMPONENTS } from '../../../geodata/schema/service_words.ts';
import type { ServiceFeature } from '../../api.ts';
import { ageText, coordinateText, dateText, languageName } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { imageAddress } from '../../map/images.ts';
import { imageName } from '../../map/layers/image_names.ts';
import { useTheme } from '../../state/theme.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Contacts, contactsOf } from './contacts.tsx';
import { CopyButton } from './copy_button.tsx';
import { useMapData } from './map_data.tsx';
import { openingLines, openState } from './opening_hours.ts';
import { cmrOf, isStale } from './site_facts.ts';

type Facts_ = ServiceFeature['properties'];

export function ServiceDetails({ service }: { service: ServiceFeature }) {
  const { properties: facts, geometry } = service;
  const { gateways } = useMapData();
  const theme = useTheme();
  const [lon = 0, lat = 0] = geometry.coordinates;
  const image = imageName({ form: 'service', kind: facts.kind, status: facts.status, theme });
  return (
    <>
      <header className="details-title">
        <img src={imageAddress(image)} alt="" width="36" height="36" />
        <div>
          <h2>{facts.name}</h2>
          <p className="chips">
            <span>{word('kind', facts.kind)}</span>
            {facts.protected && <Chip tone="warning">{t('service.protected')}</Chip>}
            {facts.invented && <Chip tone="striped">{t('fact.invented')}</Chip>}
          </p>
        </div>
      </header>
      <OpenNow facts={facts} />
      <CmrBlock facts={facts} />
      <Facts>
        <Fact name={t('service.hours')}>
          <HoursText facts={facts} />
        </Fact>
        <Fact name={t('service.phone')}>
          {facts.phone === '' ? (
            t('service.noPhone')
          ) : (
            <a href={`tel:${facts.phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
              {facts.phone}
            </a>
          )}
        </Fact>
        <Fact name={t('service.cost')}>{word('cost', facts.cost)}</Fact>
        <Fact name={t('service.languages')}>
          {facts.languages.length === 0 ? t('fact.unknown') : facts.languages.map(languageName).join(', ')}
        </Fact>
        <Fact name={t('service.femaleStaff')}>{yesNo(facts.femaleStaff)}</Fact>
        <Fact name={t('service.accessible')}>{yesNo(facts.accessible)}</Fact>
        <Fact name={t('service.capacity')}>
          {facts.capacity === null ? t('fact.unknown') : t('service.capacityUnit', { count: facts.capacity })}
        </Fact>
        {facts.eligibility !== '' && <Fact name={t('service.eligibility')}>{facts.eligibility}</Fact>}
        <Fact name={t('service.verified')}>
          <Verified verifiedOn={facts.verifiedOn} />
        </Fact>
        <Fact name={t('fact.place')}>
          <span dir="ltr">{coordinateText(lat, lon)}</span>
          <CopyButton text={coordinateText(lat, lon)} />
        </Fact>
      </Facts>
      {facts.areaPcode !== null && (
        <Contacts gateways={contactsOf(gateways, facts.areaPcode)} title={t('gateway.title')} />
      )}
    </>
  );
}

function OpenNow({ facts }: { facts: Facts_ }) {
  if (facts.status === 'closed') return <p className="open-now open-closed">{t('hours.suspended')}</p>;
  const open = openState(facts.openingHours, new Date());
  const text =
    open.state === 'unknown'
      ? t('hours.unknown')
      : open.state === 'open'
        ? open.until === null
          ? t('hours.openAlways')
          : t('hours.open', { time: open.until })
        : open.opens === null
          ? t('hours.closedNoNext')
          : t('hours.closed', { time: open.opens });
  return <p className={`open-now open-${open.state}`}>{text}</p>;
}

function HoursText({ facts: { openingHours } }: { facts: Facts_ }) {
  // Extra openings alone are hours too.
  const lines = openingHours === null ? [] : openingLines(openingHours);
  if (openingHours === null || lines.length === 0) return t('hours.none');
  return (
    <>
      {lines.map((line) => (
        <span key={line} className="hours-line">
          {line}
        </span>
      ))}
      <span className="quiet">
        {t('hours.zone', { zone: openingHours.timeZone })}
        {openingHours.holidays.length > 0 && `. ${t('hours.holidays', { count: openingHours.holidays.length })}`}
      </span>
    </>
  );
}

/** All five or not complete: a part of it must never look like the whole. */
function CmrBlock({ facts }: { facts: Facts_ }) {
  const cmr = cmrOf(facts);
  const others = facts.components.filter((component) => !CMR_COMPONENTS.some((needed) => needed === component));
  if (cmr === null && others.length === 0) return null;
  return (
    <section className="cmr">
      {cmr !== null && (
        <>
          <h3>{t('service.cmr')}</h3>
          <p className={cmr.missing.length === 0 ? 'cmr-verdict cmr-full' : 'cmr-verdict'}>
            {cmr.missing.length === 0
              ? t('service.cmrFull')
              : t('service.cmrPart', { missing: cmr.missing.map((part) => word('component', part)).join(', ') })}
          </p>
          <ul className="components">
            {CMR_COMPONENTS.map((component) => {
              const have = facts.components.includes(component);
              return (
                <li key={component} className={have ? 'have' : 'have-not'}>
                  <Icon name={have ? 'check' : 'cross'} size={16} />
                  {word('component', component)}
                  <span className="visually-hidden">{have ? t('fact.yes') : t('fact.no')}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <p className="quiet">
          {t('service.other')}: {others.map((component) => word('component', component)).join(', ')}
        </p>
      )}
    </section>
  );
}

function Verified({ verifiedOn }: { verifiedOn: string | null }) {
  if (verifiedOn === null) return <span className="stale">{t('service.notVerified')}</span>;
  const now = Date.now();
  return (
    <>
      {dateText(verifiedOn)} <span className="quiet">({ageText(verifiedOn, now)})</span>
      {isStale(verifiedOn, now) && <span className="stale">{t('service.stale')}</span>}
    </>
  );
}

const yesNo = (value: boolean | null): string =>
  value === null ? t('fact.unknown') : value ? t('fact.yes') : t('fact.no');
