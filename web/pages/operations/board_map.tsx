// The map of the board: follows the counts in every frame, keeps the meaning of its colors while the window moves, and says
// what is pointed at. A click filters by the cell; with shift or control it is added.
import { useEffect, useRef, useState } from 'react';
import type { Position } from '../../../geodata/schema/geometry.ts';
import type { AreaFeature } from '../../api.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { BoardSurface, boardBreaks } from '../../map/board_picture.ts';
import type { BoardView } from '../../map/board_view.ts';
import type { Breaks } from '../../map/layers/class_breaks.ts';
import type { Theme } from '../../map/palette.ts';
import type { Camera } from '../../map/scene.ts';
import { IconButton } from '../../ui/icon_button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { areaNames, areaPicture, boxOfAreas } from './area_picture.ts';
import type { BoardEngine } from './board_engine.ts';
import { BoardLegend } from './board_legend.tsx';
import type { Box } from './place_filter.ts';
import { useVersion } from './use_board.ts';
import type { BoardGround } from './use_ground.ts';

export interface BoardMapHandle {
  flyTo(camera: Camera): void;
}

interface Props {
  readonly engine: BoardEngine;
  readonly ground: BoardGround;
  readonly areas: readonly AreaFeature[];
  readonly theme: Theme;
  readonly camera: Camera | null;
  readonly pointed: string | null;
  readonly onMove: (camera: Camera, box: Box) => void;
  /** The map is to be made anew. */
  readonly onRetry: () => void;
}

interface Hover {
  readonly cell: string;
  readonly x: number;
  readonly y: number;
}

/** Counts come to rest before the classes of color are made anew. */
const REST_MS = 250;
/** While it plays, numbers of areas follow this often. */
const MARKS_MS = 400;

export function BoardMap({ engine, ground, areas, theme, camera, pointed, onMove, onRetry }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<BoardView | null>(null);
  const surfaces = useRef<readonly BoardSurface[]>([]);
  const breaks = useRef<Breaks>([]);
  const resolution = useRef(5);
  const [legend, setLegend] = useState<{ breaks: Breaks; resolution: number }>({ breaks: [], resolution: 5 });
  const [hover, setHover] = useState<Hover | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [isTroubled, setTroubled] = useState(false);
  const calls = useRef({ onMove, camera });
  calls.current = { onMove, camera: calls.current?.camera ?? camera };

  const shown = useRef(() => surfaces.current.find(({ hexagons }) => hexagons.resolution === resolution.current));
  const paint = useRef(() => {});
  paint.current = () =>
    view.current?.paint(engine.counts.byPlace, { theme, breaks: breaks.current, marked: engine.marked });
  const settle = useRef(() => {});
  settle.current = () => {
    const surface = shown.current();
    if (surface === undefined) return;
    surface.sum(engine.counts.byPlace);
    breaks.current = boardBreaks(surface.sums);
    setLegend({ breaks: breaks.current, resolution: resolution.current });
    paint.current();
    view.current?.setAreas(areaPicture(engine.counts, areas));
  };

  useEffect(() => {
    const container = element.current;
    if (container === null) return;
    let isGone = false;
    const start = async () => {
      const { createBoardView } = await import('../../map/board_view.ts');
      if (isGone) return;
      const made = await createBoardView({
        ...{ container, theme, labels: areaNames(areas), camera: calls.current.camera },
        events: {
          onMove: (at, box) => {
            calls.current = { ...calls.current, camera: at };
            calls.current.onMove(at, box);
          },
          onResolution: (next) => {
            resolution.current = next;
            settle.current();
          },
          onTrouble: () => setTroubled(true),
          onHover: (cell, x, y) => setHover(cell === null ? null : { cell, x, y }),
          onClick: (cell, adds) => {
            if (cell !== null) choose({ engine, cell, adds, surface: shown.current() });
          },
        },
      });
      if (isGone) {
        made.destroy();
        return;
      }
      view.current = made;
      made.setSurfaces(surfaces.current);
      const box = boxOfAreas(areas);
      if (calls.current.camera === null && box !== null) made.fit(box);
    };
    start().catch(setFailed.bind(null, true));
    return () => {
      isGone = true;
      view.current?.destroy();
      view.current = null;
    };
  }, [engine, theme, areas]);

  useEffect(() => {
    const kept = surfaces.current;
    surfaces.current = ground.hexagons.map(
      (hexagons) => kept.find((surface) => surface.hexagons === hexagons) ?? new BoardSurface(hexagons),
    );
    view.current?.setSurfaces(surfaces.current);
  }, [ground.hexagons]);

  useEffect(() => {
    let timer = 0;
    let markedAt = 0;
    const stop = engine.subscribe(() => {
      paint.current();
      if (engine.speed > 0 && performance.now() - markedAt > MARKS_MS) {
        markedAt = performance.now();
        view.current?.setAreas(areaPicture(engine.counts, areas));
      }
      clearTimeout(timer);
      timer = window.setTimeout(() => engine.speed === 0 && settle.current(), REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [engine, areas]);

  const chosen = engine.places.cells.join();
  useEffect(() => {
    let isGone = false;
    const cells = [...(chosen === '' ? [] : chosen.split(',')), ...(pointed === null ? [] : [pointed])];
    void import('h3-js').then(({ cellToBoundary }) => {
      if (!isGone) view.current?.setRings(cells.map((cell) => cellToBoundary(cell, true) as Position[]));
    });
    return () => {
      isGone = true;
    };
  }, [chosen, pointed]);

  return (
    <div className="board-map">
      {hasFailed ? (
        <Notice tone="warning" title={t('map.failed')}>
          {t('map.failedHint')}
        </Notice>
      ) : (
        <section className="board-canvas" ref={element} aria-label={t('board.map')} />
      )}
      {hover !== null && <Tip engine={engine} surface={shown.current()} {...hover} />}
      <div className="map-controls">
        <IconButton icon="plus" label={t('map.zoomIn')} onClick={() => view.current?.zoomBy(1)} />
        <IconButton icon="minus" label={t('map.zoomOut')} onClick={() => view.current?.zoomBy(-1)} />
        <IconButton
          icon="fit"
          label={t('map.fit')}
          onClick={() => {
            const box = boxOfAreas(areas);
            if (box !== null) view.current?.fit(box);
          }}
        />
      </div>
      <BoardLegend {...legend} theme={theme} />
      {isTroubled && (
        <div className="board-trouble">
          <Notice tone="warning" title={t('board.mapTrouble')} action={{ text: t('app.retry'), onClick: onRetry }}>
            {t('board.mapTroubleHint')}
          </Notice>
        </div>
      )}
      {!ground.isReady && engine.board.cellCount > 0 && (
        <p className="board-drawing" role="status">
          {t('board.drawing')}
        </p>
      )}
    </div>
  );
}

interface TipProps extends Hover {
  readonly engine: BoardEngine;
  readonly surface: BoardSurface | undefined;
}

function Tip({ engine, surface, cell, x, y }: TipProps) {
  useVersion(engine);
  const count = surface?.sums[surface.hexagons.cells.indexOf(cell)] ?? 0;
  if (count === 0) return null;
  return (
    <p className="board-tip" style={{ insetInlineStart: x, insetBlockStart: y }} aria-hidden="true">
      <strong>{wholeNumber(count)}</strong> {t('board.tip')}
    </p>
  );
}

interface Choice {
  readonly engine: BoardEngine;
  readonly cell: string;
  readonly adds: boolean;
  readonly surface: BoardSurface | undefined;
}

/** A cell without reports is ground: a click there takes the choice of cells away. */
function choose({ engine, cell, adds, surface }: Choice): void {
  const { places } = engine;
  const at = surface?.hexagons.cells.indexOf(cell) ?? -1;
  if (at < 0 || surface?.sums[at] === 0) {
    if (!adds) engine.setPlaces({ ...places, cells: [] });
    return;
  }
  const isOn = places.cells.includes(cell);
  const others = places.cells.filter((other) => other !== cell);
  if (adds) engine.setPlaces({ ...places, cells: isOn ? others : [...others, cell] });
  else engine.setPlaces({ ...places, cells: isOn && others.length === 0 ? [] : [cell] });
}
