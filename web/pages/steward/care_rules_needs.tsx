// The windows of the care-in-time clock, each with its protocol: as they come, in words of the operator, or added by them.
import { useState } from 'react';
import { t, word } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { idOf, type NeedRow, type NeedRule, needRows, withNeed } from './care_rules_input.ts';
import { CareRulesNeed } from './care_rules_need.tsx';

interface Props {
  readonly needs: readonly NeedRule[];
  readonly onChange: (needs: readonly NeedRule[]) => void;
}

/** Most needs that rules may hold. */
const MOST_NEEDS = 20;

export function CareRulesNeeds({ needs, onChange }: Props) {
  /** What the form is open for; null = it is closed. */
  const [open, setOpen] = useState<NeedRow | 'new' | null>(null);
  const rows = needRows(needs);
  const remove = (id: string) => onChange(needs.filter((need) => need.id !== id));
  const hours = (within: number | null) => (within === null ? t('rules.soon') : t('rules.hours', { count: within }));
  return (
    <section className="form" aria-label={t('rules.needs')}>
      <div className="office-bar">
        <div>
          <h2>{t('rules.needs')}</h2>
          <p className="office-intro">{t('rules.needsHint')}</p>
        </div>
        <button
          type="button"
          className="button button-quiet"
          disabled={needs.length >= MOST_NEEDS}
          onClick={() => setOpen('new')}
        >
          {t('rules.addNeed')}
        </button>
      </div>
      <RecordTable
        label={t('rules.needs')}
        rows={rows}
        rowId={({ need }) => need.id}
        columns={[
          { id: 'need', title: t('rules.need'), cell: ({ need }) => need.need },
          { id: 'window', title: t('rules.window'), cell: ({ need }) => hours(need.withinHours) },
          {
            id: 'needs',
            title: t('rules.given'),
            cell: ({ need }) =>
              [
                ...need.components.map((one) => word('component', one)),
                ...need.kinds.map((one) => word('kind', one)),
              ].join(', ') || t('rules.anywhere'),
          },
          {
            id: 'source',
            title: t('rules.cited'),
            cell: ({ need, origin }) => (
              <>
                {[need.protocol, need.source].filter((text) => text !== null).join('. ') || '–'}
                <span className="quiet">{t(`rules.origin.${origin}`)}</span>
              </>
            ),
          },
        ]}
        actions={(row) => (
          <>
            <button type="button" className="link" onClick={() => setOpen(row)}>
              {t('rules.change')}
            </button>
            {row.origin !== 'built_in' && (
              <button type="button" className="link" onClick={() => remove(row.need.id)}>
                {t(row.origin === 'own' ? 'rules.remove' : 'rules.asItCame')}
              </button>
            )}
          </>
        )}
      />
      {open !== null && (
        <CareRulesNeed
          row={open === 'new' ? null : open}
          idFor={(need) =>
            open === 'new'
              ? idOf(
                  need,
                  rows.map((row) => row.need.id),
                )
              : open.need.id
          }
          onClose={() => setOpen(null)}
          onDone={(rule) => {
            onChange(withNeed(needs, rule));
            setOpen(null);
          }}
        />
      )}
    </section>
  );
}
