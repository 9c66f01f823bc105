// Holds the element that the map draws in; made anew for each role, so that nothing of a former role stays in it.
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { createMapView, type MapView } from '../../map/map_view.ts';
import type { Scene } from '../../map/scene.ts';
import { changeView, hoverThing, selectOnMap, viewStore } from '../../state/view.ts';
import { Notice } from '../../ui/notice.tsx';
import { setMap } from './map_handle.ts';

interface Props {
  readonly scene: Scene;
  readonly onTrouble: () => void;
}

export function MapCanvas({ scene, onTrouble }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  const first = useRef(scene);
  const trouble = useRef(onTrouble);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (element.current === null) return;
    try {
      view.current = createMapView({
        container: element.current,
        scene: first.current,
        camera: viewStore.get().camera,
        events: {
          onMove: (camera) => changeView({ camera }),
          onHover: hoverThing,
          onClick: selectOnMap,
          onTrouble: () => trouble.current(),
        },
      });
    } catch {
      setFailed(true);
      return;
    }
    setMap(view.current);
    return () => {
      setMap(null);
      view.current?.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => view.current?.update(scene), [scene]);

  if (failed) {
    return (
      <div className="map-failed">
        <Notice tone="warning" title={t('map.failed')}>
          {t('map.failedHint')}
        </Notice>
      </div>
    );
  }
  return <section className="map-canvas" ref={element} aria-label={t('map.label')} />;
}
