// Roads that are not today what everybody reads of them: a steward looks at the list and publishes it, or one of it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../api.ts';
import { publishRoads, readTowns, readWaitingRoads, type WaitingRoad } from '../../api_steward.ts';
import { coordinateText, measuredLengthText } from '../../i18n/format.ts';
import { say, t, word } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { byUrgency, conditionText, isNow, isPublished, type Town, whereaboutsOf } from './road_publication_text.ts';

const KEY = ['road-publication'];
/** Rows on the screen; what is published at once is what was shown. */
const SHOWN = 200;

export function RoadPublicationSection({ session }: { session: Session }) {
  const client = useQueryClient();
  const waiting = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readWaitingRoads(signal) });
  const towns = useQuery({
    queryKey: ['towns'],
    queryFn: ({ signal }) => readTowns(signal),
    enabled: (waiting.data?.length ?? 0) > 0 && may(session, 'place'),
  });
  const { ask, dialog } = useQuestion();
  const publish = (roads: readonly WaitingRoad[]) =>
    ask({
      title: t('roads.publishTitle', { count: roads.length }),
      text: t('roads.publishText'),
      confirm: t('roads.publish', { count: roads.length }),
      work: async () => {
        try {
          await publishRoads(roads);
        } finally {
          // Published or not: what waits is read again, for somebody else may have changed it.
          await client.invalidateQueries({ queryKey: KEY });
        }
      },
    });
  return (
    <section className="office-section">
      <p className="office-intro">{t('roads.intro')}</p>
      <Reading
        query={waiting}
        empty={{ when: (roads) => roads.length === 0, title: t('roads.empty'), hint: t('roads.emptyHint') }}
      >
        {(roads) => {
          const shown = byUrgency(roads).slice(0, SHOWN);
          return (
            <>
              <div className="office-bar">
                <p role="status">{t('roads.waiting', { count: roads.length })}</p>
                <button type="button" className="button" onClick={() => publish(shown)}>
                  {t('roads.publish', { count: shown.length })}
                </button>
              </div>
              <WaitingTable roads={shown} towns={towns.data ?? []} onPublish={(road) => publish([road])} />
              {shown.length < roads.length && <p>{t('roads.more', { count: roads.length - shown.length })}</p>}
            </>
          );
        }}
      </Reading>
      {dialog}
    </section>
  );
}

interface TableProps {
  readonly roads: readonly WaitingRoad[];
  readonly towns: readonly Town[];
  readonly onPublish: (road: WaitingRoad) => void;
}

function WaitingTable({ roads, towns, onPublish }: TableProps) {
  return (
    <RecordTable
      label={t('roads.table')}
      rows={roads}
      rowId={({ id }) => id}
      columns={[
        { id: 'class', title: t('roads.class'), cell: ({ roadClass }) => word('roads.class', roadClass) },
        {
          id: 'length',
          title: t('roads.length'),
          numeric: true,
          cell: ({ lengthMeters }) => measuredLengthText(lengthMeters),
        },
        { id: 'where', title: t('roads.where'), cell: (road) => <Where road={road} towns={towns} /> },
        { id: 'published', title: t('roads.published'), cell: (road) => say(conditionText(isPublished(road))) },
        { id: 'now', title: t('roads.now'), cell: (road) => <strong>{say(conditionText(isNow(road)))}</strong> },
      ]}
      actions={(road) => (
        <button type="button" className="link" onClick={() => onPublish(road)}>
          {t('roads.publishOne')}
        </button>
      )}
    />
  );
}

function Where({ road, towns }: { readonly road: WaitingRoad; readonly towns: readonly Town[] }) {
  const { lon, lat, town, meters, direction } = whereaboutsOf(road, towns);
  const place =
    town === null
      ? ''
      : direction === null
        ? t('roads.in', { town })
        : t('roads.from', { town, distance: measuredLengthText(meters), direction: t(`roads.${direction}`) });
  return (
    <>
      {place}{' '}
      <a className="line" href={`/#map=13.00/${lat.toFixed(3)}/${lon.toFixed(3)}`}>
        <bdi dir="ltr">{coordinateText(lat, lon)}</bdi>
      </a>
    </>
  );
}
