// Who could report, and when: the list, the day on which a point closed or opened again, and a new one.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Session } from '../../api.ts';
import type { AreaShape, ReportingPoint } from '../../api_hotspots.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { PointForm } from './point_form.tsx';
import { PointState } from './point_state.tsx';
import { useAreaShapes, useReportingPoints } from './use_hotspots.ts';

/** Distance between the middles of neighboring cells of resolution 7, in kilometers. */
const RING_KM = 2.4;
const LISTED = 12;

export function ReportingPoints({ session, cell }: { session: Session; cell: string | null }) {
  const points = useReportingPoints(session);
  const areas = useAreaShapes(session);
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [changing, setChanging] = useState<string | null>(null);
  const mayWrite = session.permissions.reporting_point?.includes('create') === true;
  const names = useMemo(() => namesOf(areas.data ?? []), [areas.data]);
  const done = async () => {
    setAdding(false);
    setChanging(null);
    // What is read from the reports depends on who could report.
    await client.invalidateQueries({ queryKey: [session.role, session.organizationId, 'reporting_point'] });
    await client.invalidateQueries({ queryKey: [session.role, session.organizationId, 'hotspots'] });
  };
  return (
    <section className="office-section" aria-labelledby="hot-points">
      <div className="office-bar">
        <div>
          <h2 id="hot-points">{t('hot.points')}</h2>
          <p className="office-intro">{t('hot.pointsHint')}</p>
        </div>
        {mayWrite && !isAdding && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('hot.points.add')}
          </button>
        )}
      </div>
      {isAdding && <PointForm areas={areas.data ?? []} cell={cell} onDone={done} onCancel={() => setAdding(false)} />}
      <Reading
        query={points}
        empty={{ when: (items) => items.length === 0, title: t('hot.points.none'), hint: t('hot.points.noneHint') }}
      >
        {(items) => (
          <Table
            points={items}
            names={names}
            changing={changing}
            onChange={mayWrite ? setChanging : null}
            onDone={done}
          />
        )}
      </Reading>
    </section>
  );
}

const namesOf = (areas: readonly AreaShape[]): ReadonlyMap<string, string> =>
  new Map(areas.map(({ properties }) => [properties.pcode, properties.name]));

interface TableProps {
  readonly points: readonly ReportingPoint[];
  readonly names: ReadonlyMap<string, string>;
  readonly changing: string | null;
  /** null: the role only reads. */
  readonly onChange: ((id: string | null) => void) | null;
  readonly onDone: () => Promise<void>;
}

/** Those that closed come first: they are why a place may be silent. */
function Table({ points, names, changing, onChange, onDone }: TableProps) {
  const [isAll, setAll] = useState(false);
  const sorted = [...points].sort((a, b) => closedOn(b).localeCompare(closedOn(a)) || (a.id < b.id ? -1 : 1));
  const open = points.find(({ id }) => id === changing);
  return (
    <>
      {open !== undefined && (
        <PointState key={open.id} point={open} onDone={onDone} onCancel={() => onChange?.(null)} />
      )}
      <RecordTable<ReportingPoint>
        label={t('hot.points.table')}
        rows={isAll ? sorted : sorted.slice(0, LISTED)}
        rowId={({ id }) => id}
        columns={[
          { id: 'kind', title: t('hot.points.kind'), cell: ({ kind }) => t(`hot.point.${kind}`) },
          { id: 'area', title: t('hot.points.area'), cell: ({ areaPcode }) => names.get(areaPcode) ?? areaPcode },
          { id: 'where', title: t('hot.points.where'), cell: whereText },
          { id: 'open', title: t('hot.points.state'), cell: openText },
        ]}
        {...(onChange === null
          ? {}
          : {
              actions: (row) => (
                <button type="button" className="link" onClick={() => onChange(row.id)}>
                  {t(closedOn(row) === '' ? 'hot.points.close' : 'hot.points.reopen')}
                </button>
              ),
            })}
      />
      {!isAll && sorted.length > LISTED && (
        <button type="button" className="link hot-more" onClick={() => setAll(true)}>
          {t('hot.show.all')}: {sorted.length}
        </button>
      )}
    </>
  );
}

const closedOn = ({ openPeriods }: ReportingPoint): string => openPeriods.at(-1)?.until ?? '';

function whereText({ cell, reachRings }: ReportingPoint): string {
  return cell === null ? t('hot.points.whole') : t('hot.points.around', { km: Math.round(reachRings * RING_KM) });
}

function openText(point: ReportingPoint): string {
  const closed = closedOn(point);
  if (closed !== '') return t('hot.points.closed', { date: dateText(closed) });
  return t('hot.points.since', { date: dateText(point.openPeriods.at(-1)?.from ?? '') });
}
