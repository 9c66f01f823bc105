// One layer in the list: on or off, how strong, how many, where, and whose data it is.
import { useState } from 'react';
import type { Dataset, Noun } from '../../../geodata/schema/dataset.ts';
import { ageText, dateText, percent, quarterText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { changeLayer, type LayerId, useView } from '../../state/view.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { useGap } from '../planning/gap_store.ts';
import { problemText } from '../problem_text.ts';
import { type MapData, useMapData } from './map_data.tsx';
import { dataBox, showBox } from './map_handle.ts';
import { ReleaseNote } from './release_note.tsx';
import { boxOf } from './shapes.ts';

const NOUN_OF: Readonly<Record<LayerId, Noun | null>> = {
  services: 'service',
  zones: 'zone',
  patrols: 'patrol',
  incidents: 'incident',
  releases: null,
  effort: 'patrol',
  gaps: 'population',
};

export function LayerRow({ id }: { id: LayerId }) {
  const data = useMapData();
  const layer = useView((view) => view.layers[id]);
  const [about, setAbout] = useState(false);
  const name = t(`layer.${id}`);
  const reading = data.reading[id];
  const datasets = data.datasets.filter((dataset) => dataset.noun === NOUN_OF[id]);
  const updated = id === 'gaps' ? null : latestOf(datasets);
  return (
    <li className={layer.visible ? 'layer' : 'layer layer-off'}>
      <div className="layer-head">
        <IconButton
          icon={layer.visible ? 'eye' : 'eyeOff'}
          label={t(layer.visible ? 'layer.hide' : 'layer.show', { layer: name })}
          pressed={layer.visible}
          onClick={() => changeLayer(id, { visible: !layer.visible })}
        />
        <div className="layer-name">
          <span>{name}</span>
          <span className="quiet" aria-live="polite">
            <CountText id={id} data={data} />
            {updated !== null && ` · ${t('layer.updatedShort', { age: ageText(updated, Date.now()) })}`}
          </span>
        </div>
        <IconButton
          icon="target"
          label={t('layer.zoom', { layer: name })}
          onClick={() => showBox(boxOfLayer(id, data))}
        />
        <IconButton
          icon="info"
          label={t('layer.about', { layer: name })}
          expanded={about}
          onClick={() => setAbout(!about)}
        />
      </div>
      {reading.error !== null && (
        <p className="layer-error" role="alert">
          {problemText(reading.error)}{' '}
          <button type="button" className="link" onClick={reading.retry}>
            {t('app.retry')}
          </button>
        </p>
      )}
      {id === 'releases' && data.release !== null && <ReleaseNote release={data.release.document} />}
      {id === 'services' && !data.protectedCounted && <p className="layer-note">{t('service.notCounted')}</p>}
      {about && (
        <div className="layer-about">
          <label className="layer-strength">
            <span>{t('layer.strength')}</span>
            <input
              type="range"
              min={10}
              max={100}
              step={5}
              aria-label={t('layer.opacity', { layer: name })}
              value={Math.round(layer.opacity * 100)}
              onChange={(event) => changeLayer(id, { opacity: Number(event.currentTarget.value) / 100 })}
            />
            <span>{percent(layer.opacity)}</span>
          </label>
          {id !== 'releases' && <About datasets={datasets} />}
        </div>
      )}
    </li>
  );
}

function CountText({ id, data }: { id: LayerId; data: MapData }) {
  const gap = useGap();
  if (data.reading[id].error !== null) return t('layer.failed');
  if (data.reading[id].pending) return t('layer.counting');
  if (id === 'incidents') {
    if (data.incidents === null) return t('layer.counting');
    const { rows, total, view } = data.incidents;
    if (view.floor > 1 && rows.length === 0) return t('count.notShown', { floor: view.floor });
    const key = view.floor > 1 ? 'layer.incidents.countAtLeast' : 'layer.incidents.count';
    return t(key, { count: total, cells: rows.length });
  }
  if (id === 'releases') {
    const document = data.release?.document;
    if (document === undefined) return t('layer.releases.none');
    return `${quarterText(document.period)} · ${t('layer.releases.count', { count: document.regions.length })}`;
  }
  if (id === 'effort') return t('layer.effort.count', { count: data.effort?.cells.length ?? 0 });
  if (id === 'gaps') {
    if (gap === null) return t('layer.notRun');
    return gap.beyond === null ? t('layer.gaps.unknown') : t('layer.gaps.count', { count: Math.round(gap.beyond) });
  }
  return t(`layer.${id}.count`, { count: data[id].length });
}

function About({ datasets }: { datasets: readonly Dataset[] }) {
  if (datasets.length === 0) return <p className="quiet">{t('layer.noDatasets')}</p>;
  return (
    <ul>
      {datasets.map((dataset) => (
        <li key={dataset.id}>
          <p className="about-title">
            {dataset.title === '' ? dataset.name : dataset.title}
            {dataset.invented && <span className="chip chip-striped">{t('fact.invented')}</span>}
          </p>
          <dl>
            <dt>{t('layer.source')}</dt>
            <dd>{dataset.source === '' ? t('layer.noSource') : dataset.source}</dd>
            <dt>{t('layer.licence')}</dt>
            <dd>{dataset.licence === '' ? t('layer.noSource') : dataset.licence}</dd>
            <dt>{t('layer.asOf')}</dt>
            <dd>{dataset.asOf === null ? t('layer.noDate') : dateText(dataset.asOf)}</dd>
            <dt>{t('layer.updated')}</dt>
            <dd>
              {dateText(dataset.createdAt)} ({ageText(dataset.createdAt, Date.now())})
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}

const latestOf = (datasets: readonly Dataset[]): string | null =>
  datasets
    .map((dataset) => dataset.createdAt)
    .sort()
    .at(-1) ?? null;

function boxOfLayer(id: LayerId, data: MapData) {
  if (id === 'releases' && data.release !== null) {
    return boxOf(data.release.scene.shapes.features.map(({ geometry }) => geometry)) ?? dataBox(data);
  }
  const features = id === 'services' || id === 'zones' || id === 'patrols' ? data[id] : [];
  return boxOf(features.map((feature) => feature.geometry)) ?? dataBox(data);
}
