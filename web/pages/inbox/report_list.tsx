// All reports by day: states and counts, nothing of what they say.
import { useQuery } from '@tanstack/react-query';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { REPORTS_QUERY, readReports } from './inbox_api.ts';
import { useOpenKey } from './open_key.ts';
import { byDay } from './report_days.ts';

export function ReportList({ onRead }: { readonly onRead: (id: string) => void }) {
  const open = useOpenKey();
  const reports = useQuery({
    queryKey: REPORTS_QUERY,
    queryFn: ({ signal }) => readReports(signal),
    // Each look is audited, so none is made that nobody asked for.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <section className="office-section">
      <h2>{t('inbox.reports')}</h2>
      <p className="office-intro">{t('inbox.reportsIntro')}</p>
      <Reading
        query={reports}
        empty={{ when: (items) => items.length === 0, title: t('inbox.empty'), hint: t('inbox.emptyHint') }}
      >
        {(items) =>
          byDay(items).map(({ day, reports }) => (
            <section key={day} className="inbox-day">
              <h3>{t('inbox.day', { day: dateText(day) })}</h3>
              <RecordTable
                label={t('inbox.day', { day: dateText(day) })}
                rows={reports}
                rowId={({ id }) => id}
                columns={[
                  {
                    id: 'state',
                    title: t('inbox.state'),
                    cell: ({ state }) => (
                      <span className={`inbox-state inbox-state-${state}`}>{t(`inbox.state.${state}`)}</span>
                    ),
                  },
                  { id: 'messages', title: t('inbox.messages'), numeric: true, cell: ({ messages }) => messages },
                  { id: 'replies', title: t('inbox.replies'), numeric: true, cell: ({ replies }) => replies },
                ]}
                actions={({ id }) =>
                  open === null ? (
                    <span className="quiet">{t('inbox.needKey')}</span>
                  ) : (
                    <button
                      type="button"
                      className="link"
                      aria-label={t('inbox.readName', {
                        number: reports.findIndex((one) => one.id === id) + 1,
                        day: dateText(day),
                      })}
                      onClick={() => onRead(id)}
                    >
                      {t('inbox.read')}
                    </button>
                  )
                }
              />
            </section>
          ))
        }
      </Reading>
    </section>
  );
}
