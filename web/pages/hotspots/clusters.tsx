// Clusters that reach the last week, as sentences: how many, where, since when, and how often chance alone gives the like.
import type { Session } from '../../api.ts';
import type { AreaShape, ScanAnswer, ScanCluster } from '../../api_hotspots.ts';
import { dateText, lengthText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { areaOfCell } from './cell_shapes.ts';
import { RaiseAlert } from './raise_alert.tsx';
import type { Told } from './use_hotspots.ts';

interface Props {
  readonly told: Told<ScanAnswer>;
  readonly session: Session;
  readonly areas: readonly AreaShape[];
}

/** Chance alone makes one in five windows as strong as this: it is not shown as a cluster. */
const MOST_P = 0.2;
const DAYS_A_YEAR = 365;

export function Clusters({ told, session, areas }: Props) {
  return (
    <section className="office-section" aria-labelledby="hot-clusters">
      <h2 id="hot-clusters">{t('hot.clusters')}</h2>
      <p className="office-intro">{t('hot.clustersHint')}</p>
      {'refused' in told ? (
        <p>{t('hot.method.refused', { why: told.refused })}</p>
      ) : (
        <List {...{ told, session, areas }} />
      )}
    </section>
  );
}

function List({ told, session, areas }: Props) {
  const clusters = 'answer' in told ? told.answer.clusters.filter(({ p }) => p <= MOST_P) : [];
  if (clusters.length === 0) {
    return (
      <Notice tone="quiet" title={t('hot.clusters.none')}>
        {t('hot.clusters.noneHint')}
      </Notice>
    );
  }
  return (
    <ol className="hot-clusters">
      {clusters.map((cluster) => {
        const cell = String(cluster.center).split(' ')[0] ?? '';
        const area = areaOfCell(cell, areas);
        return (
          <li key={String(cluster.center)} className="office-card">
            <div>
              <p className="hot-cluster">{sentence(cluster, area?.properties.name ?? t('hot.outside'))}</p>
              <p className="quiet">
                {oftenText(cluster)} · {t('hot.cluster.p', { p: cluster.p.toFixed(3) })}
              </p>
            </div>
            <RaiseAlert
              session={session}
              alert={{ kind: 'cluster', areaPcode: area?.properties.pcode ?? null, cell }}
            />
          </li>
        );
      })}
    </ol>
  );
}

function sentence({ cases, expected, radiusMeters, start, end }: ScanCluster, place: string): string {
  const values = {
    cases,
    expected,
    place,
    // Circles go from middle to middle of cells: less than a kilometer is not meant.
    radius: lengthText(1000 * Math.ceil(radiusMeters / 1000)),
    from: dateText(String(start)),
    to: dateText(String(end)),
  };
  return t(radiusMeters === 0 ? 'hot.cluster.sayOne' : 'hot.cluster.say', values);
}

function oftenText({ recurrenceInterval }: ScanCluster): string {
  const days = recurrenceInterval ?? 0;
  if (days < DAYS_A_YEAR) return t('hot.cluster.often.weeks', { count: Math.max(1, Math.round(days / 7)) });
  return t('hot.cluster.often.years', { count: Math.round(days / DAYS_A_YEAR) });
}
