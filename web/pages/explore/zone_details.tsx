// One safe zone: status, how full, what protects it, and what is proved, with the proof that has expired marked.
import type { Zone } from '../../../geodata/schema/zone.ts';
import type { ZoneFeature } from '../../api.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { imageAddress } from '../../map/images.ts';
import { imageName } from '../../map/layers/image_names.ts';
import { useTheme } from '../../state/theme.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { ZoneGround } from './ground_facts.tsx';
import { isExpired } from './site_facts.ts';

export function ZoneDetails({ zone: feature }: { zone: ZoneFeature }) {
  const zone = feature.properties;
  const theme = useTheme();
  return (
    <>
      <header className="details-title">
        <img
          src={imageAddress(imageName({ form: 'zone', status: zone.status, theme }))}
          alt=""
          width="36"
          height="36"
        />
        <div>
          <h2>{zone.name}</h2>
          <p className="chips">
            <span>{word('zoneKind', zone.kind)}</span>
            <Chip tone={zone.status === 'open' ? 'good' : 'quiet'}>{word('status', zone.status)}</Chip>
            {zone.invented && <Chip tone="striped">{t('fact.invented')}</Chip>}
          </p>
        </div>
      </header>
      <Occupancy occupancy={zone.occupancy} capacity={zone.capacity} />
      {zone.securityMeasures.includes('armed_guards') && <p className="stale">{t('zone.armed')}</p>}
      <Facts>
        <ZoneGround zone={feature} />
        <Fact name={t('zone.measures')}>
          <Words prefix="measure" words={zone.securityMeasures} />
        </Fact>
        <Fact name={t('zone.protocols')}>
          <Words prefix="protocol" words={zone.protocols} />
        </Fact>
      </Facts>
      <Evidence evidence={zone.evidence} />
    </>
  );
}

function Occupancy({ occupancy, capacity }: Pick<Zone, 'occupancy' | 'capacity'>) {
  const known = occupancy !== null && capacity !== null && capacity > 0;
  const over = known ? occupancy - capacity : 0;
  return (
    <section className="meter-block">
      <p className="meter-text">
        <span className="quiet">{t('zone.occupancy')}</span>
        <span>
          {t('zone.occupancyText', {
            occupancy: occupancy ?? t('zone.noCapacity'),
            capacity: capacity ?? t('zone.noCapacity'),
          })}
        </span>
      </p>
      {known && (
        <div className={over > 0 ? 'meter meter-over' : 'meter'} aria-hidden="true">
          <span style={{ inlineSize: `${Math.min(100, (occupancy / capacity) * 100)}%` }} />
        </div>
      )}
      {over > 0 && <p className="stale">{t('zone.over', { count: over })}</p>}
    </section>
  );
}

function Words({ prefix, words }: { prefix: string; words: readonly string[] }) {
  if (words.length === 0) return <span className="quiet">{t('zone.noneRecorded')}</span>;
  return (
    <ul className="word-list">
      {words.map((item) => (
        <li key={item}>{word(prefix, item)}</li>
      ))}
    </ul>
  );
}

function Evidence({ evidence }: Pick<Zone, 'evidence'>) {
  const now = Date.now();
  return (
    <section className="evidence">
      <h3>{t('zone.evidence')}</h3>
      {evidence.length === 0 && <p className="quiet">{t('zone.noEvidence')}</p>}
      <ul>
        {evidence.map((piece) => {
          const expired = isExpired(piece.expiresOn, now);
          return (
            <li key={`${piece.claim}${piece.observedOn}`} className={expired ? 'evidence-expired' : ''}>
              <p>{piece.claim}</p>
              <p className="quiet">
                {t('zone.observed', { source: piece.source, date: dateText(piece.observedOn) })}
                {piece.expiresOn !== null && (
                  <Chip tone={expired ? 'warning' : 'quiet'}>
                    {t(expired ? 'zone.expired' : 'zone.expires', { date: dateText(piece.expiresOn) })}
                  </Chip>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
