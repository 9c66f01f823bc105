// Play, speed, the length of the window and "now", beside the slider of time.
import { t } from '../../i18n/messages.ts';
import { Segmented } from '../../ui/segmented.tsx';
import type { BoardEngine } from './board_engine.ts';
import { daysText } from './figures.tsx';
import { useVersion } from './use_board.ts';

const SPEEDS = [1, 2, 4] as const;
const LENGTHS = [7, 30, 90, 365] as const;

interface Props {
  readonly engine: BoardEngine;
  readonly speed: number;
  readonly onSpeed: (speed: number) => void;
}

export function TimeControls({ engine, speed, onSpeed }: Props) {
  useVersion(engine);
  const [from, to] = engine.window;
  const isPlaying = engine.speed > 0;
  const length = to - from;
  const { firstDay, endDay } = engine.board;
  const setLength = (days: number) => {
    const end = engine.isNow ? endDay : to;
    engine.setWindow(days === 0 ? firstDay : end - days, days === 0 ? endDay : end);
  };
  const lengths = [
    ...LENGTHS.map((days) => ({ value: days as number, text: t(`board.days.${days}`) })),
    { value: 0, text: t('board.days.all') },
  ];
  const chosen = length === endDay - firstDay ? 0 : length;
  return (
    <div className="time-controls">
      <button
        type="button"
        className="button time-play"
        aria-pressed={isPlaying}
        onClick={() => engine.play(isPlaying ? 0 : speed)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d={isPlaying ? 'M2 1h4v12H2zM8 1h4v12H8z' : 'M2 1l11 6-11 6z'} fill="currentColor" />
        </svg>
        {t(isPlaying ? 'board.pause' : 'board.play')}
      </button>
      <Segmented
        label={t('board.speed')}
        value={speed}
        options={SPEEDS.map((value) => ({
          value,
          text: `${value}×`,
          long: t('board.speedOf', { times: value, days: value * engine.daysPerSecond }),
        }))}
        onChange={(value) => {
          onSpeed(value);
          if (isPlaying) engine.play(value);
        }}
      />
      <Segmented label={t('board.length')} value={chosen} options={lengths} onChange={setLength} />
      <button type="button" className="button button-quiet" disabled={engine.isNow} onClick={() => engine.goToNow()}>
        {t('board.now')}
      </button>
      <p className="time-window" aria-live={isPlaying ? 'off' : 'polite'}>
        {daysText(from, to)}
        <span className="quiet"> {t('board.daysCount', { days: length })}</span>
      </p>
    </div>
  );
}
