// The slider of time over its histogram: the window is dragged as a whole or by its two handles, by pointer or by keys.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { dateOfDay } from '../../../geodata/analysis/board/board.ts';
import { dateText, wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import type { Theme } from '../../map/palette.ts';
import type { BoardEngine } from './board_engine.ts';
import { PROVISIONAL_DAYS } from './board_figures.ts';
import { type Axis, binDays, ticksOf, xOfDay } from './timeline_bins.ts';
import { drawBars } from './timeline_canvas.ts';
import { useFilterVersion, useVersion } from './use_board.ts';
import { type Part, useBrush } from './use_brush.ts';

const HEIGHT = 64;

export function Timeline({ engine, theme }: { engine: BoardEngine; theme: Theme }) {
  const track = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = track.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { firstDay, endDay } = engine.board;
  const axis = useMemo<Axis>(() => ({ firstDay, endDay, width }), [firstDay, endDay, width]);
  const brush = useBrush(engine, axis, track);
  return (
    <div className="timeline" dir="ltr" ref={track} {...brush.track}>
      {width > 0 && <Bars engine={engine} axis={axis} theme={theme} />}
      <Window engine={engine} axis={axis} onKey={brush.onKey} />
    </div>
  );
}

function Bars({ engine, axis, theme }: { engine: BoardEngine; axis: Axis; theme: Theme }) {
  const version = useFilterVersion(engine);
  const quiet = useRef<HTMLCanvasElement>(null);
  const bins = useMemo(() => {
    const { byDay, byMonth, byYear } = engine.counts;
    return { version, ...binDays({ firstDay: axis.firstDay, byDay, byMonth, byYear }, axis.width) };
  }, [engine, axis, version]);
  useEffect(() => {
    if (quiet.current === null) return;
    const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const colors = { bar: token(theme === 'dark' ? '--text-quiet' : '--line-strong'), ground: token('--surface') };
    const plot = { axis, height: HEIGHT, bins, provisionalFrom: axis.endDay - PROVISIONAL_DAYS, colors };
    drawBars({ canvas: quiet.current, ...plot });
  }, [bins, axis, theme]);
  return (
    <>
      <canvas className="timeline-bars" ref={quiet} style={{ inlineSize: axis.width, blockSize: HEIGHT }} />
      <p className="timeline-scale" aria-hidden="true">
        {t('board.bars', { days: bins.daysPerBin, most: wholeNumber(Math.ceil(bins.most)) })}
      </p>
      <ol className="timeline-ticks" aria-hidden="true">
        {ticksOf(axis).map(({ day, text }) => (
          <li key={day} style={{ insetInlineStart: xOfDay(axis, day) }}>
            {text}
          </li>
        ))}
      </ol>
    </>
  );
}

interface WindowProps {
  readonly engine: BoardEngine;
  readonly axis: Axis;
  readonly onKey: (part: Part) => (event: React.KeyboardEvent) => void;
}

function Window({ engine, axis, onKey }: WindowProps) {
  useVersion(engine);
  const [from, to] = engine.window;
  const left = xOfDay(axis, from);
  const width = Math.max(2, xOfDay(axis, to) - left);
  const slider = (part: Part, day: number, label: string) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': axis.firstDay,
    'aria-valuemax': axis.endDay - 1,
    'aria-valuenow': day,
    'aria-valuetext': dateText(dateOfDay(day)),
    'data-part': part,
    onKeyDown: onKey(part),
  });
  return (
    <div className="timeline-window" style={{ insetInlineStart: left, inlineSize: width }} data-part="whole">
      <div className="timeline-handle timeline-handle-from" {...slider('from', from, t('board.from'))} />
      <div className="timeline-handle timeline-handle-to" {...slider('to', to - 1, t('board.to'))} />
    </div>
  );
}
