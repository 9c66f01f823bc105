// The board itself: numbers, filters, map, records and time in one window; on a phone one under the other, the map first.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AreaFeature, Session } from '../../api.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import type { Camera } from '../../map/scene.ts';
import { useTheme } from '../../state/theme.ts';
import { Notice } from '../../ui/notice.tsx';
import { AreaFilter } from './area_filter.tsx';
import { useAreaName } from './area_names.ts';
import { BoardAside } from './board_aside.tsx';
import type { BoardEngine } from './board_engine.ts';
import { BoardMap } from './board_map.tsx';
import { BoardTools } from './board_tools.tsx';
import { Facets } from './facets.tsx';
import { Figures } from './figures.tsx';
import { FilterChips } from './filter_chips.tsx';
import type { Box } from './place_filter.ts';
import { TimeControls } from './time_controls.tsx';
import { Timeline } from './timeline.tsx';
import { useBoardKeys } from './use_board_keys.ts';
import { useGround } from './use_ground.ts';
import { useSharedView } from './use_shared_view.ts';

interface Props {
  readonly session: Session;
  readonly engine: BoardEngine;
  readonly areas: readonly AreaFeature[];
  /** The last reading failed: what is shown is older. */
  readonly isStale: boolean;
}

export function BoardPage({ session, engine, areas, isStale }: Props) {
  const chosenTheme = useTheme();
  const [speed, setSpeed] = useState(1);
  const [attempt, setAttempt] = useState(0);
  const [pointed, setPointed] = useState<string | null>(null);
  const shared = useSharedView(engine);
  const { isWall, setWall, camera } = shared;
  const theme = isWall ? 'dark' : chosenTheme;
  const ground = useGround(engine, areas);
  const box = useRef<Box | null>(null);
  const areaName = useAreaName(areas);
  useBoardKeys({ engine, speed, isWall, setWall });
  useWallTheme(isWall, chosenTheme);

  const onMove = useCallback(
    (at: Camera, seen: Box) => {
      box.current = seen;
      shared.onCamera(at);
      if (engine.places.box !== null) engine.setPlaces({ ...engine.places, box: seen });
    },
    [engine, shared.onCamera],
  );

  return (
    <div className={isWall ? 'board board-wall' : 'board'}>
      <div className="board-top">
        <Figures engine={engine} />
        {!isWall && (
          <BoardTools session={session} engine={engine} camera={camera} areas={areas} onWall={() => setWall(true)} />
        )}
        {isWall && (
          <button type="button" className="button button-quiet board-leave" onClick={() => setWall(false)}>
            {t('board.leaveWall')}
          </button>
        )}
      </div>
      {isStale && (
        <Notice tone="warning" title={t('board.stale', { date: dateText(engine.board.columns.asOf) })}>
          {t('board.staleHint')}
        </Notice>
      )}
      <div className="board-filters">
        <div className="board-where">
          <AreaFilter engine={engine} areas={areas} />
          <label className="board-check">
            <input
              type="checkbox"
              checked={engine.places.box !== null}
              onChange={(event) =>
                engine.setPlaces({ ...engine.places, box: event.currentTarget.checked ? box.current : null })
              }
            />
            {t('board.onlyInView')}
          </label>
        </div>
        <Facets engine={engine} />
      </div>
      <div className="board-middle">
        <FilterChips engine={engine} areaName={areaName} />
        <BoardMap
          key={attempt}
          {...{ engine, ground, areas, theme, camera, pointed, onMove }}
          onRetry={() => setAttempt(attempt + 1)}
        />
      </div>
      <BoardAside session={session} engine={engine} areaName={areaName} onPoint={setPointed} />
      <section className="board-time" aria-label={t('board.time')}>
        <TimeControls engine={engine} speed={speed} onSpeed={setSpeed} />
        <Timeline engine={engine} theme={theme} />
      </section>
    </div>
  );
}

/** On the wall the page is dark, whatever the person chose; leaving brings that back. */
function useWallTheme(isWall: boolean, chosen: string): void {
  useEffect(() => {
    document.documentElement.dataset['theme'] = isWall ? 'dark' : chosen;
    return () => {
      document.documentElement.dataset['theme'] = chosen;
    };
  }, [isWall, chosen]);
}
