// The regions of a draft on our own ground, with their legend: the map that the public would see, and nothing else on it.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AreaFeature } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { groundScene } from '../../map/ground_scene.ts';
import { Legend } from '../../map/legend.tsx';
import { createMapView, type MapView } from '../../map/map_view.ts';
import type { ReleaseScene, Scene } from '../../map/scene.ts';
import { useTheme } from '../../state/theme.ts';
import { LAYER_IDS, type LayerId, type LayerView } from '../../state/view.ts';
import { Notice } from '../../ui/notice.tsx';
import { areaLabels } from '../explore/picture.ts';
import { boxOf, joinBoxes } from '../explore/shapes.ts';

const LAYERS = Object.fromEntries(LAYER_IDS.map((id) => [id, { visible: id === 'releases', opacity: 0.8 }])) as Record<
  LayerId,
  LayerView
>;

interface Props {
  readonly scene: ReleaseScene;
  readonly areas: readonly AreaFeature[];
}

export function PreviewMap({ scene: release, areas }: Props) {
  const theme = useTheme();
  const [failed, setFailed] = useState(false);
  const [legendOpen, setLegendOpen] = useState(true);
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  const scene = useMemo<Scene>(
    () => ({ ...groundScene(theme, areaLabels(areas)), layers: LAYERS, available: ['releases'], release }),
    [theme, release, areas],
  );
  const first = useRef(scene);

  useEffect(() => {
    if (element.current === null) return;
    const nothing = () => undefined;
    const events = { onMove: nothing, onHover: nothing, onClick: nothing, onTrouble: nothing };
    try {
      view.current = createMapView({ container: element.current, scene: first.current, camera: null, events });
    } catch {
      setFailed(true);
    }
    return () => {
      view.current?.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => view.current?.update(scene), [scene]);
  useEffect(() => {
    const box = joinBoxes([
      boxOf(release.shapes.features.map(({ geometry }) => geometry)),
      ...areas.map(({ properties }) => properties.bbox),
    ]);
    // The legend floats over the end of a wide map.
    const right = innerWidth < 768 ? 24 : 300;
    if (box !== null) view.current?.fit(box, { top: 24, right, bottom: 24, left: 24 });
  }, [release, areas]);

  if (failed) {
    return (
      <Notice tone="warning" title={t('map.failed')}>
        {t('map.failedHint')}
      </Notice>
    );
  }
  return (
    <div className="preview-map">
      <section className="map-canvas" ref={element} aria-label={t('releases.previewMap')} />
      <Legend scene={scene} open={legendOpen} onToggle={setLegendOpen} />
    </div>
  );
}
