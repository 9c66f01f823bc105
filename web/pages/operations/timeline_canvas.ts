// Draws the bars of the timeline: plain, those of vague dates hatched, those that are still filling dotted at the top. Knows a
// canvas and colors, no counts' meaning beyond that.
import { type Axis, type Bins, xOfDay } from './timeline_bins.ts';

export interface BarColors {
  readonly bar: string;
  readonly ground: string;
}

export interface BarPlot {
  readonly canvas: HTMLCanvasElement;
  readonly axis: Axis;
  readonly height: number;
  readonly bins: Bins;
  /** Bars that reach beyond this day are still filling. */
  readonly provisionalFrom: number;
  readonly colors: BarColors;
}

export function drawBars({ canvas, axis, height, bins, provisionalFrom, colors }: BarPlot): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(axis.width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null || bins.most === 0) return;
  pen.scale(ratio, ratio);
  pen.clearRect(0, 0, axis.width, height);
  const scale = (height - 2) / bins.most;
  const size = bins.counts.length;
  for (let bin = 0; bin < size; bin++) {
    const count = bins.counts[bin] as number;
    if (count === 0) continue;
    const end = axis.endDay - (size - 1 - bin) * bins.daysPerBin;
    const left = Math.max(0, xOfDay(axis, end - bins.daysPerBin));
    const width = Math.max(1, xOfDay(axis, end) - left - 1);
    const tall = Math.max(1.5, count * scale);
    const vague = ((bins.vague[bin] as number) / count) * tall;
    pen.fillStyle = colors.bar;
    if (end > provisionalFrom) fillDotted(pen, { left, width, top: height - tall, tall });
    else pen.fillRect(left, height - tall, width, tall);
    if (vague > 0) hatch(pen, { left, width, top: height - tall, tall: vague }, colors.ground);
  }
}

interface Bar {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly tall: number;
}

/** Provisional: rows of dashes, so that it reads as open without color. */
function fillDotted(pen: CanvasRenderingContext2D, { left, width, top, tall }: Bar): void {
  for (let y = top + tall; y > top; y -= 3) pen.fillRect(left, Math.max(top, y - 2), width, Math.min(2, y - top));
}

function hatch(pen: CanvasRenderingContext2D, { left, width, top, tall }: Bar, color: string): void {
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, tall);
  pen.clip();
  pen.strokeStyle = color;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = left - tall; x < left + width + tall; x += 4) {
    pen.moveTo(x, top + tall);
    pen.lineTo(x + tall, top);
  }
  pen.stroke();
  pen.restore();
}
