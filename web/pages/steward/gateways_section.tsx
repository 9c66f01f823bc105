// Contacts by district and kind of care: what everybody reads where the places themselves are protected.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readGateways, type Session } from '../../api.ts';
import { deleteGateway, type Gateway } from '../../api_steward.ts';
import { languageName } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAreas } from '../../state/queries.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { GatewayForm } from './gateway_form.tsx';

const KEY = ['gateways'];

export function GatewaysSection({ session }: { session: Session }) {
  const client = useQueryClient();
  const gateways = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readGateways(signal) });
  const areas = useAreas(session).data ?? [];
  /** What the form is open for; null = it is closed. */
  const [open, setOpen] = useState<Gateway | 'new' | null>(null);
  const { ask, dialog } = useQuestion();
  const refresh = () => client.invalidateQueries({ queryKey: KEY });
  const nameOf = (pcode: string) =>
    areas.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? pcode;
  const remove = (gateway: Gateway) =>
    ask({
      title: t('gateways.deleteTitle', { name: gateway.name }),
      text: t('gateways.deleteText'),
      confirm: t('gateways.delete'),
      work: async () => {
        await deleteGateway(gateway);
        await refresh();
      },
    });
  return (
    <section className="office-section">
      <div className="office-bar">
        <p className="office-intro">{t('gateways.intro')}</p>
        <button type="button" className="button" onClick={() => setOpen('new')}>
          {t('gateways.new')}
        </button>
      </div>
      <Reading
        query={gateways}
        empty={{ when: (items) => items.length === 0, title: t('gateways.empty'), hint: t('gateways.emptyHint') }}
      >
        {(items) => (
          <RecordTable
            label={t('gateways.table')}
            rows={[...items].sort((a, b) => (a.areaPcode < b.areaPcode ? -1 : 1))}
            rowId={({ id }) => id}
            columns={[
              { id: 'district', title: t('gateways.district'), cell: ({ areaPcode }) => nameOf(areaPcode) },
              { id: 'kind', title: t('gateways.kind'), cell: ({ kind }) => word('kind', kind) },
              { id: 'name', title: t('gateways.name'), cell: ({ name }) => name },
              { id: 'phone', title: t('gateways.phone'), cell: ({ phone }) => <bdi dir="ltr">{phone || '–'}</bdi> },
              {
                id: 'languages',
                title: t('gateways.languages'),
                cell: ({ languages }) => languages.map(languageName).join(', ') || '–',
              },
              { id: 'hours', title: t('gateways.hours'), cell: ({ hours }) => hours || '–' },
            ]}
            actions={(gateway) => (
              <>
                <button type="button" className="link" onClick={() => setOpen(gateway)}>
                  {t('gateways.edit')}
                </button>
                <button type="button" className="link" onClick={() => remove(gateway)}>
                  {t('gateways.delete')}
                </button>
              </>
            )}
          />
        )}
      </Reading>
      {dialog}
      {open !== null && (
        <GatewayForm
          gateway={open === 'new' ? null : open}
          areas={areas}
          onClose={() => setOpen(null)}
          onSaved={async () => {
            await refresh();
            setOpen(null);
          }}
        />
      )}
    </section>
  );
}
