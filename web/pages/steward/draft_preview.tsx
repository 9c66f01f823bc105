// What everybody would see of a draft: its regions on a map, and the same in a table.
import type { PublicRelease } from '../../../geodata/schema/release.ts';
import type { Session } from '../../api.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { useAreas } from '../../state/queries.ts';
import { Notice } from '../../ui/notice.tsx';
import { RecordTable } from '../../ui/record_table.tsx';
import { bandText, useShapes } from '../explore/release_picture.ts';
import { PreviewMap } from './preview_map.tsx';

interface Props {
  readonly document: PublicRelease;
  readonly session: Session;
}

export function DraftPreview({ document, session }: Props) {
  const areas = useAreas(session).data ?? [];
  const picture = useShapes(document);
  if (picture === null) return null;
  if (document.regions.length === 0) return <Notice tone="quiet" title={t('releases.noRegions')} />;
  const sizes = new Map(picture.scene.shapes.features.map(({ properties }) => [properties.id, properties.squareKm]));
  const nameOf = (pcode: string) =>
    areas.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? pcode;
  const sizeOf = (id: number) => {
    const squareKm = sizes.get(String(id));
    return squareKm === undefined ? '–' : t('releases.sizeText', { area: wholeNumber(squareKm) });
  };
  return (
    <section className="office-section">
      <h2>{t('releases.preview')}</h2>
      <PreviewMap scene={picture.scene} areas={areas} />
      <details>
        <summary>{t('releases.previewTable')}</summary>
        <RecordTable
          label={t('releases.previewTable')}
          rows={document.regions}
          rowId={({ id }) => String(id)}
          columns={[
            {
              id: 'region',
              title: t('releases.region'),
              cell: ({ id, pcodes }) =>
                pcodes.length === 0 ? t('release.region', { id }) : pcodes.map(nameOf).join(', '),
            },
            { id: 'band', title: t('releases.band'), cell: ({ band }) => bandText(band) },
            { id: 'size', title: t('releases.size'), numeric: true, cell: ({ id }) => sizeOf(id) },
          ]}
        />
      </details>
    </section>
  );
}
