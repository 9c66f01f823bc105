// A warning while a report is typed: records of the same kind, near it, on the same day or the next. It never stops anybody.
import { useQuery } from '@tanstack/react-query';
import type { AreaFeature } from '../../api.ts';
import { findDuplicates } from '../../api_board.ts';
import { t } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { useAreaName } from './area_names.ts';
import { duplicateDraft, type EntryDraft } from './entry_draft.ts';
import { recordText } from './record_text.ts';

interface Props {
  readonly draft: EntryDraft;
  readonly areas: readonly AreaFeature[];
}

export function KnownEvents({ draft, areas }: Props) {
  const areaName = useAreaName(areas);
  const known = useQuery({
    queryKey: [
      'known events',
      draft.type,
      draft.date,
      draft.timePrecision,
      draft.time,
      draft.areaPcode,
      draft.point?.join(),
    ],
    queryFn: async () => {
      const { latLngToCell } = await import('h3-js');
      const asked = duplicateDraft(draft, (lat, lon) => latLngToCell(lat, lon, 8));
      return asked === null ? [] : findDuplicates(asked);
    },
    // Nothing of a draft outlives the form.
    gcTime: 0,
  });
  const records = known.data ?? [];
  if (records.length === 0) return null;
  return (
    <Notice tone="warning" title={t('board.known', { count: records.length })}>
      <ul>
        {records.slice(0, 5).map((record) => (
          <li key={record.id}>{recordText(record, areaName)}</li>
        ))}
      </ul>
      <p>{t('board.knownHint')}</p>
    </Notice>
  );
}
