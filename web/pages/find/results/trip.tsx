// One trip to several kinds of help: in which order, when each place receives somebody, and why a kind is left out. Worked out
// on this device when it is asked for.
import { useState } from 'react';
import {
  type CareTrip,
  careTrip,
  type TripQuestion,
  type TripVisit,
} from '../../../../geodata/analysis/reach/care_trip.ts';
import { NEED_GROUPS, type NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import type { Directory } from '../../../../geodata/schema/pack.ts';
import type { ServiceKind } from '../../../../geodata/schema/service_words.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import { useLate } from '../../care/use_late.ts';
import { KindGlyph } from '../kind_glyph.tsx';
import { cardStop } from './card_stop.ts';
import { placeMoment, zoneOf } from './entry_lines.ts';
import { LatePart } from './late_part.tsx';
import { PhoneLink } from './phone_link.tsx';
import { durationText, writtenMoment } from './place_time.ts';
import type { ListContext } from './service_card.tsx';
import { entryText } from './service_text.ts';
import './trip.css';

const loadCard = () => import('./referral_card.tsx');

/** What one trip can join. Six at most: every further kind doubles the work. */
const OFFERED: readonly ServiceKind[] = ['medical', 'psychosocial', 'legal', 'safe_space', 'shelter', 'police'];
/** For whoever chose medical care after violence: a safe space is mostly where the talking is, so that it is not asked twice. */
const atFirst = (group: NeedGroupId): readonly ServiceKind[] =>
  group === 'rape'
    ? ['medical', 'psychosocial', 'legal']
    : NEED_GROUPS[group].kinds.filter((kind) => OFFERED.includes(kind));

/** With the moment that it was planned for: the present goes on while somebody reads. */
type Plan = CareTrip & Pick<TripQuestion, 'departure'>;
const planOf = (question: TripQuestion): Plan => ({ ...careTrip(question), departure: question.departure });

export interface TripProps {
  readonly question: Omit<TripQuestion, 'kinds'>;
  readonly context: ListContext;
}

export function Trip({ question, context }: TripProps) {
  const [kinds, setKinds] = useState<readonly ServiceKind[]>(() => atFirst(question.group));
  const [planned, setPlanned] = useState<Plan | 'too-few' | null>(null);
  const change = (kind: ServiceKind, isOn: boolean) => {
    setKinds(OFFERED.filter((one) => (one === kind ? isOn : kinds.includes(one))));
    setPlanned(null);
  };
  return (
    <div className="trip">
      <fieldset>
        <legend>{t('trip.choose')}</legend>
        {OFFERED.map((kind) => (
          <label key={kind} className="pick">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={(event) => change(kind, event.target.checked)}
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        className="button"
        onClick={() => setPlanned(kinds.length < 2 ? 'too-few' : planOf({ ...question, kinds }))}
      >
        {t('trip.plan')}
      </button>
      <div role="status">
        {planned === 'too-few' && <p className="notice">{t('trip.none')}</p>}
        {planned !== null && planned !== 'too-few' && (
          <Planned plan={planned} directory={question.directory} context={context} />
        )}
      </div>
    </div>
  );
}

interface PlannedProps {
  readonly plan: Plan;
  readonly directory: Directory;
  readonly context: ListContext;
}

function Planned({ plan, directory, context }: PlannedProps) {
  const { visits, missing, endsAt, nextStep, departure } = plan;
  return (
    <>
      {visits.length > 0 && (
        <ol className="visits">
          {visits.map((visit) => (
            <Visit key={visit.service} visit={visit} directory={directory} context={context} />
          ))}
        </ol>
      )}
      {endsAt !== null && (
        <p>{t('trip.total', { time: durationText((endsAt - departure) / 60_000, context.language) })}</p>
      )}
      {missing.map(({ kind, reason }) => (
        <p key={kind} className="notice">
          <strong>{t('trip.missing', { kind: t(`kind.${kind}`) })}</strong> {t(`trip.missing.${reason}`)}
        </p>
      ))}
      <p className="trip-next">{t(`trip.next.${nextStep}`)}</p>
      {visits.length > 0 && <TripCard visits={visits} directory={directory} context={context} />}
    </>
  );
}

function Visit({ visit, directory, context }: Omit<PlannedProps, 'plan'> & { readonly visit: TripVisit }) {
  const service = directory.services[visit.service];
  if (service === undefined) return null;
  const name = entryText(service, 'name', context.language);
  const time = (ms: number): string => placeMoment(ms, zoneOf(service, context.timeZone), context);
  const { arrivesAt, startsAt, leavesAt, travelMinutes, waitMinutes } = visit;
  return (
    <li>
      <p className="visit-kind">
        <KindGlyph kind={visit.kind} />
        <span>{t(`kind.${visit.kind}`)}</span>
      </p>
      <h3 lang={name.lang} dir="auto">
        {name.text}
      </h3>
      <p>
        {t(`way.${context.mode}`, { time: durationText(travelMinutes, context.language) })}
        {' · '}
        {t('trip.stop', { arrive: time(arrivesAt), start: time(startsAt), end: time(leavesAt) })}
      </p>
      {waitMinutes === null && <p className="warns">{t('trip.unknownHours')}</p>}
      <PhoneLink phone={service.phone} />
    </li>
  );
}

function TripCard({
  visits,
  directory,
  context,
}: Pick<PlannedProps, 'directory' | 'context'> & Pick<CareTrip, 'visits'>) {
  const [isOpen, setOpen] = useState(false);
  const late = useLate(loadCard, isOpen);
  const { language, timeZone, changedOn } = context;
  const stops = visits.flatMap(({ service, startsAt, waitMinutes }) => {
    const place = directory.services[service];
    if (place === undefined) return [];
    const when = [writtenMoment(startsAt, zoneOf(place, timeZone), language)];
    return [cardStop(place, language, { when, callFirst: waitMinutes === null })];
  });
  return (
    <>
      <button type="button" className="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('trip.card')}
      </button>
      {isOpen && (
        <LatePart late={late}>{({ ReferralCard }) => <ReferralCard stops={stops} asOf={changedOn} />}</LatePart>
      )}
    </>
  );
}
