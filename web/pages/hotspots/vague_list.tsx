// Reports whose place is an area: told as that, and counted in no cell.
import type { AreaShape } from '../../api_hotspots.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import type { VagueCount } from './cell_rows.ts';

export function VagueList({ vague, areas }: { vague: readonly VagueCount[]; areas: readonly AreaShape[] }) {
  if (vague.length === 0) return null;
  const nameOf = (pcode: string) =>
    areas.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? (pcode || t('hot.outside'));
  return (
    <details className="hot-vague">
      <summary>{t('hot.vague')}</summary>
      <p className="quiet">{t('hot.vagueHint')}</p>
      <RecordTable
        label={t('hot.vague')}
        rows={vague}
        rowId={({ pcode }) => pcode}
        columns={[
          { id: 'area', title: t('hot.vague.area'), cell: ({ pcode }) => nameOf(pcode) },
          { id: 'count', title: t('hot.vague.count'), numeric: true, cell: ({ count }) => wholeNumber(count) },
        ]}
      />
    </details>
  );
}
