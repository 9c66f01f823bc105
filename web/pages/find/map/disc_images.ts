// Draws the discs of services on a canvas: glyph of the kind, ring that says open on arrival or not, number of the list, mark
// of a doubtful entry. Form and color both say it. Knows the canvas, not the map.
import { SERVICE_GLYPHS } from '../../../map/glyphs.ts';
import type { Palette } from '../../../map/palette.ts';
import { type Disc, discOf, type Mark, type OpenOnArrival } from './disc_names.ts';

/** Discs are drawn at this density and shown at one. */
export const DISC_PIXEL_RATIO = 3;
/** Width and height of a picture, and the radius of the disc in its middle, in CSS pixels. */
const SIZE = 48;
const MIDDLE = SIZE / 2;
const RADIUS = 15;
/** Where the number and the mark sit: on the ring, above and below the end of the line. */
const BADGE = { x: MIDDLE + 12, y: MIDDLE - 12, radius: 8.5 };
const MARK = { x: MIDDLE + 12, y: MIDDLE + 12, radius: 7.5 };
const TURN = Math.PI * 2;

type Pen = CanvasRenderingContext2D;

/** The picture of a name; null where the name is none of ours. */
export function drawDisc(name: string, palette: Palette): ImageData | null {
  const disc = discOf(name);
  if (disc === null) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE * DISC_PIXEL_RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return null;
  pen.scale(DISC_PIXEL_RATIO, DISC_PIXEL_RATIO);
  paintDisc(pen, disc, palette);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function paintDisc(pen: Pen, disc: Disc, palette: Palette): void {
  pen.shadowColor = 'rgba(0,0,0,.4)';
  pen.shadowBlur = 2 * DISC_PIXEL_RATIO;
  round(pen, { x: MIDDLE, y: MIDDLE, radius: RADIUS }, palette.serviceDisc);
  pen.shadowColor = 'transparent';
  pen.save();
  pen.translate(MIDDLE - 9, MIDDLE - 9);
  pen.scale(18 / 24, 18 / 24);
  pen.fillStyle = palette.serviceGlyph;
  pen.fill(new Path2D(SERVICE_GLYPHS[disc.kind]), 'evenodd');
  pen.restore();
  paintRing(pen, disc.open, palette);
  if (disc.number !== null) paintNumber(pen, disc.number, palette);
  paintMark(pen, disc.mark, palette);
}

function round(pen: Pen, { x, y, radius }: { x: number; y: number; radius: number }, fill: string): void {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.arc(x, y, radius, 0, TURN);
  pen.fill();
}

/** Whole = open on arrival, whole with a bar = closed, broken = not known. */
function paintRing(pen: Pen, open: OpenOnArrival, palette: Palette): void {
  pen.lineWidth = 2.8;
  pen.strokeStyle = open === 'open' ? palette.serviceRing : palette.serviceQuiet;
  pen.setLineDash(open === 'unknown' ? [4.2, 3.65] : []);
  pen.beginPath();
  pen.arc(MIDDLE, MIDDLE, RADIUS, 0, TURN);
  pen.stroke();
  pen.setLineDash([]);
  if (open !== 'closed') return;
  const reach = RADIUS * Math.SQRT1_2;
  for (const [width, color] of [
    [4.4, palette.serviceDisc],
    [2.2, palette.serviceQuiet],
  ] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = color;
    pen.beginPath();
    pen.moveTo(MIDDLE - reach, MIDDLE + reach);
    pen.lineTo(MIDDLE + reach, MIDDLE - reach);
    pen.stroke();
  }
}

function paintNumber(pen: Pen, number: number, palette: Palette): void {
  round(pen, { ...BADGE, radius: BADGE.radius + 1.2 }, palette.halo);
  round(pen, BADGE, palette.text);
  pen.fillStyle = palette.halo;
  pen.font = `700 ${number > 9 ? 10 : 11.5}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(String(number), BADGE.x, BADGE.y + 0.5);
}

/** Stale = a clock, being looked at = a flag. */
function paintMark(pen: Pen, mark: Mark, palette: Palette): void {
  if (mark === 'none') return;
  round(pen, { ...MARK, radius: MARK.radius + 1 }, palette.roadClosed);
  round(pen, MARK, palette.roadClosedGround);
  pen.strokeStyle = pen.fillStyle = '#1d1d1b';
  pen.lineWidth = 1.7;
  pen.lineCap = pen.lineJoin = 'round';
  pen.beginPath();
  if (mark === 'stale') {
    pen.moveTo(MARK.x, MARK.y - 4.3);
    pen.lineTo(MARK.x, MARK.y);
    pen.lineTo(MARK.x + 3, MARK.y + 1.8);
    pen.stroke();
    return;
  }
  pen.moveTo(MARK.x - 2.4, MARK.y + 4.4);
  pen.lineTo(MARK.x - 2.4, MARK.y - 4);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(MARK.x - 2.4, MARK.y - 4.2);
  pen.lineTo(MARK.x + 3.8, MARK.y - 1.8);
  pen.lineTo(MARK.x - 2.4, MARK.y + 0.6);
  pen.fill();
}
