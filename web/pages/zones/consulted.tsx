// Who was asked about a zone in its area: the last talk with women and with the community, and the way to record one.
import type { Session } from '../../api.ts';
import type { Consultation } from '../../api_zones.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { Reading } from '../office/reading.tsx';
import { useZoneTalks } from './use_zone_use.ts';

const GROUPS = ['women', 'community'] as const;
const TONES = { agreed: 'good', concerns: 'striped', refused: 'warning' } as const;

export function Consulted({ session, area }: { session: Session; area: string | null }) {
  const talks = useZoneTalks(session, area);
  return (
    <section className="zone-part">
      <div className="zone-part-head">
        <h3>{t('zones.asked')}</h3>
        <a href="/warning">{t('zones.askedRecord')}</a>
      </div>
      {area === null ? (
        <p className="quiet">{t('zones.askedNoArea')}</p>
      ) : (
        <Reading query={talks}>
          {(all) => (
            <Facts>
              {GROUPS.map((group) => (
                <Fact key={group} name={t(`zones.askedWho.${group}`)}>
                  <Last talk={all.find((talk) => talk.group === group)} />
                </Fact>
              ))}
            </Facts>
          )}
        </Reading>
      )}
    </section>
  );
}

function Last({ talk }: { talk: Consultation | undefined }) {
  if (talk === undefined) return <span className="quiet">{t('zones.askedNobody')}</span>;
  return (
    <>
      {dateText(talk.heldOn)} <Chip tone={TONES[talk.outcome]}>{word('zoneOutcome', talk.outcome)}</Chip>
    </>
  );
}
