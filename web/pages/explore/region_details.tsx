// One region of the newest release: its band, how large it is, and what the release tells of all regions together.
import { quarterText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useMapData } from './map_data.tsx';
import { withheldText } from './release_note.tsx';
import { bandText, regionOf } from './release_picture.ts';

export function RegionDetails({ id }: { id: string }) {
  const { release, areas } = useMapData();
  const region = release === null ? undefined : regionOf(release.document, id);
  if (release === null || region === undefined) return <Notice tone="quiet" title={t('problem.not_found')} />;
  const { document, scene } = release;
  const shape = scene.shapes.features.find(({ properties }) => properties.id === String(region.id));
  const nameOf = (pcode: string) =>
    areas.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? pcode;
  return (
    <>
      <header className="details-title">
        <div>
          <h2>{t('release.region', { id: region.id })}</h2>
          <p className="chips">{t('layer.releases')}</p>
        </div>
      </header>
      <p className="figure">
        <strong>{bandText(region.band)}</strong>
        <span className="quiet">{t('release.reports', { quarter: quarterText(document.period) })}</span>
      </p>
      <Facts>
        {shape !== undefined && (
          <Fact name={t('release.size')}>
            {t('release.sizeText', { area: wholeNumber(shape.properties.squareKm) })}
          </Fact>
        )}
        {region.pcodes.length > 0 && <Fact name={t('release.districts')}>{region.pcodes.map(nameOf).join(', ')}</Fact>}
        {document.groups.length > 0 && (
          <Fact name={t('release.groups')}>
            {document.groups.map(({ group, band }) => (
              <span key={group} className="hours-line">
                {word('release.group', group)}: {band === null ? t('release.groupNull') : bandText(band)}
              </span>
            ))}
            {document.countedPcodes.length > 0 && (
              <span className="quiet">
                {t('release.groupsIn', { areas: document.countedPcodes.map(nameOf).join(', ') })}
              </span>
            )}
          </Fact>
        )}
      </Facts>
      <p className="caveat">
        {t('release.floor', { floor: document.floor })} {withheldText(document)} {t('release.whole')}{' '}
        {t('release.caveat')}
      </p>
    </>
  );
}
