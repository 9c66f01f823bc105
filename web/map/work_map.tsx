// A map to work on: shows things, lets one be picked, and one shape be drawn, with a typed way beside the drawing and the way
// back. The map itself comes in its own chunk.
import './work_map.css';
import type { Geometry } from 'geojson';
import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/messages.ts';
import { useTheme } from '../state/theme.ts';
import { Notice } from '../ui/notice.tsx';
import { boxOfGeometries } from './work_box.ts';
import { WorkDrawPanel } from './work_draw_panel.tsx';
import type { Drawn, DrawShape } from './work_drawing.ts';
import type { WorkThing } from './work_things.ts';
import type { WorkView } from './work_view.ts';

export interface WorkDraw {
  readonly shape: DrawShape;
  readonly geometry: Drawn | null;
  readonly onChange: (geometry: Drawn | null) => void;
}

interface Props {
  /** Said to who does not see it: what the map shows. */
  readonly label: string;
  readonly things: readonly WorkThing[];
  readonly selected?: string | null;
  readonly onPick?: (id: string | null) => void;
  readonly draw?: WorkDraw | null;
  /** The map goes there each time that this is another shape. */
  readonly lookAt?: Geometry | null;
}

export function WorkMap({ label, things, selected = null, onPick, draw = null, lookAt = null }: Props) {
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<WorkView | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const calls = useRef({ onPick, draw });
  calls.current = { onPick, draw };
  /** What the map has drawn itself: it is not told to draw that again. */
  const drawn = useRef<Drawn | null>(null);

  useEffect(() => {
    const container = element.current;
    if (container === null) return;
    let made: WorkView | null = null;
    let isGone = false;
    import('./work_view.ts').then(
      ({ createWorkView }) => {
        if (isGone) return;
        made = createWorkView({
          ...{ container, theme, label },
          onPick: (id) => calls.current.onPick?.(id),
          onDrawn: (geometry) => {
            drawn.current = geometry;
            calls.current.draw?.onChange(geometry);
          },
        });
        setView(made);
      },
      setFailed.bind(null, true),
    );
    return () => {
      isGone = true;
      made?.destroy();
      setView(null);
    };
  }, [theme, label]);

  useEffect(() => view?.show(things, selected), [view, things, selected]);
  useFit(view, things, draw?.geometry ?? null);
  useEffect(() => {
    const box = lookAt === null ? null : boxOfGeometries([lookAt]);
    if (box !== null) view?.fit(box);
  }, [view, lookAt]);
  const shape = draw?.shape ?? null;
  const geometry = draw?.geometry ?? null;
  useEffect(() => {
    if (view === null || (geometry !== null && geometry === drawn.current)) return;
    view.draw(shape === null ? null : { shape, geometry });
  }, [view, shape, geometry]);

  return (
    <div className="work-map">
      {hasFailed ? (
        <Notice tone="warning" title={t('map.failed')}>
          {t('map.failedHint')}
        </Notice>
      ) : (
        <section className="work-canvas" ref={element} aria-label={label} />
      )}
      {draw !== null && <WorkDrawPanel key={draw.shape} {...draw} />}
    </div>
  );
}

/** Looks at what there is as soon as there is something, and then leaves the camera to the person. */
function useFit(view: WorkView | null, things: readonly WorkThing[], geometry: Drawn | null): void {
  const fitted = useRef<WorkView | null>(null);
  useEffect(() => {
    if (view === null || fitted.current === view) return;
    const box = boxOfGeometries([...(geometry === null ? [] : [geometry]), ...things.map((thing) => thing.geometry)]);
    if (box === null) return;
    fitted.current = view;
    view.fit(box);
  }, [view, things, geometry]);
}
