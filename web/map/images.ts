// Draws the pictures of the map on a canvas when they are asked for: service discs, zone marks, hatches, patrol ticks.
// Knows the canvas, not the map.
import { SERVICE_GLYPHS, ZONE_GLYPH } from './glyphs.ts';
import { type ImageSpec, imageSpec } from './layers/image_names.ts';
import { type Palette, paletteOf } from './palette.ts';

/** Pictures are drawn at this density and shown at one. */
export const IMAGE_PIXEL_RATIO = 3;

type Pen = CanvasRenderingContext2D;
const TURN = Math.PI * 2;
/** Size in CSS pixels. */
const SIZES: Record<ImageSpec['form'], number> = { service: 28, ring: 28, zone: 26, hatch: 10, tick: 14 };

/** The picture of a name; null where the name is none of ours. */
export function drawImage(name: string): ImageData | null {
  const spec = imageSpec(name);
  if (spec === null) return null;
  const size = SIZES[spec.form];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * IMAGE_PIXEL_RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return null;
  pen.scale(IMAGE_PIXEL_RATIO, IMAGE_PIXEL_RATIO);
  paint(pen, spec, paletteOf(spec.theme));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

const addresses = new Map<string, string>();

/** The same picture as an address for an <img> of the legend; encoded once, for that costs more than drawing the map. */
export function imageAddress(name: string): string {
  const known = addresses.get(name);
  if (known !== undefined) return known;
  const address = encoded(name);
  addresses.set(name, address);
  return address;
}

function encoded(name: string): string {
  const image = drawImage(name);
  if (image === null) return '';
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

function paint(pen: Pen, spec: ImageSpec, palette: Palette): void {
  switch (spec.form) {
    case 'service':
      disc(pen, spec.status, palette);
      glyph(pen, SERVICE_GLYPHS[spec.kind], { size: 14, center: 14, color: palette.serviceGlyph });
      return;
    case 'ring':
      disc(pen, spec.status, palette);
      return;
    case 'zone':
      zoneMark(pen, spec.status, palette);
      return;
    case 'hatch':
      hatch(pen, spec.cross, palette);
      return;
    case 'tick':
      tick(pen, palette);
      return;
  }
}

/** Ring: whole = open, whole with a bar = closed, broken = not known. */
function disc(pen: Pen, status: string, palette: Palette): void {
  pen.shadowColor = 'rgba(0,0,0,.35)';
  pen.shadowBlur = 2 * IMAGE_PIXEL_RATIO;
  pen.fillStyle = palette.serviceDisc;
  pen.beginPath();
  pen.arc(14, 14, 11, 0, TURN);
  pen.fill();
  pen.shadowColor = 'transparent';
  pen.lineWidth = 2.2;
  pen.strokeStyle = status === 'open' ? palette.serviceRing : palette.serviceQuiet;
  pen.setLineDash(status === 'unknown' ? [3.1, 2.66] : []);
  pen.beginPath();
  pen.arc(14, 14, 11, 0, TURN);
  pen.stroke();
  pen.setLineDash([]);
  if (status !== 'closed') return;
  pen.beginPath();
  pen.moveTo(6.2, 21.8);
  pen.lineTo(21.8, 6.2);
  pen.stroke();
}

function zoneMark(pen: Pen, status: string, palette: Palette): void {
  const quiet = status === 'suspended' || status === 'closed';
  const color = quiet ? palette.zoneQuiet : palette.zone;
  pen.beginPath();
  pen.roundRect(3, 3, 20, 20, 6);
  pen.fillStyle = palette.halo;
  pen.fill();
  pen.globalAlpha = status === 'open' ? 0.22 : 0.1;
  pen.fillStyle = color;
  pen.fill();
  pen.globalAlpha = 1;
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.setLineDash(status === 'proposed' ? [3.6, 2.6] : status === 'draft' ? [1.2, 2.8] : []);
  pen.stroke();
  pen.setLineDash([]);
  glyph(pen, ZONE_GLYPH, { size: 20, center: 13, color });
  if (status !== 'suspended') return;
  pen.beginPath();
  pen.moveTo(5.5, 20.5);
  pen.lineTo(20.5, 5.5);
  pen.stroke();
}

function glyph(pen: Pen, path: string, { size, center, color }: { size: number; center: number; color: string }): void {
  pen.save();
  pen.translate(center - size / 2, center - size / 2);
  pen.scale(size / 24, size / 24);
  pen.fillStyle = color;
  pen.fill(new Path2D(path), 'evenodd');
  pen.restore();
}

/** Diagonals that meet themselves at the edges of a 10 px tile. */
function hatch(pen: Pen, cross: boolean, palette: Palette): void {
  pen.strokeStyle = cross ? palette.zoneQuiet : palette.zone;
  pen.globalAlpha = 0.12;
  pen.fillStyle = pen.strokeStyle;
  pen.fillRect(0, 0, 10, 10);
  pen.globalAlpha = 0.6;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-10, 0, 10]) {
    pen.moveTo(shift - 2, 12);
    pen.lineTo(shift + 12, -2);
    if (!cross) continue;
    pen.moveTo(shift - 2, -2);
    pen.lineTo(shift + 12, 12);
  }
  pen.stroke();
}

/** A small arrow head that points along the line. */
function tick(pen: Pen, palette: Palette): void {
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const [color, width] of [
    [palette.halo, 4.6],
    [palette.patrol, 2.2],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(4.8, 2.8);
    pen.lineTo(9.2, 7);
    pen.lineTo(4.8, 11.2);
    pen.stroke();
  }
}
