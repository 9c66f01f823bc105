// A card drawn on a canvas, since a browser shapes every script there, and handed on as gray bytes. It knows rows of text, no
// services; nothing is loaded and nothing leaves.
import type { GrayPicture } from './image_pdf.ts';

export interface DrawnRow {
  readonly label: string;
  readonly text: string;
  readonly isNumber: boolean;
}
export interface CardDrawing {
  readonly heading: string;
  readonly stops: readonly { readonly title: string | null; readonly rows: readonly DrawnRow[] }[];
  readonly foot: string;
  readonly qr: { readonly size: number; readonly runs: readonly (readonly [number, number, number])[] };
  readonly rightToLeft: boolean;
}

/** A5 is 420 points wide; three pixels a point print at 216 dots an inch. */
export const POINTS_WIDE = 420;
const SCALE = 3;
const MARGIN = 32;
const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif';

type Item = {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly after: number;
  readonly isNumber: boolean;
};

const itemsOf = ({ heading, stops, foot }: CardDrawing): Item[] => {
  const item = (text: string, size: number, bold: boolean, after: number, isNumber = false): Item => ({
    ...{ text, size, bold, after, isNumber },
  });
  return [
    item(heading, 22, true, 10),
    ...stops.flatMap(({ title, rows }) => [
      ...(title === null ? [] : [item(title, 14, true, 2)]),
      ...rows.flatMap(({ label, text, isNumber }) => [item(label, 10, false, 0), item(text, 15, true, 8, isNumber)]),
    ]),
    item(foot, 10, false, 0),
  ];
};

/** Words that together fit a line; a word that is longer than a line stands on one of its own. */
export function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** null where this browser guards its canvas and hands out other bytes than were drawn. */
export function drawCard(card: CardDrawing): GrayPicture | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  const fontOf = ({ size, bold }: Item): string => `${bold ? 600 : 400} ${size}px ${FONT}`;
  const lines = itemsOf(card).map((item) => {
    context.font = fontOf(item);
    return { item, texts: wrapped(item.text, POINTS_WIDE - 2 * MARGIN, (text) => context.measureText(text).width) };
  });
  const textHigh = lines.reduce((sum, { item, texts }) => sum + texts.length * item.size * 1.4 + item.after, 0);
  const qrWide = 150;
  canvas.width = POINTS_WIDE * SCALE;
  canvas.height = Math.ceil(2 * MARGIN + textHigh + 12 + qrWide) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  context.textBaseline = 'top';
  let y = MARGIN;
  for (const { item, texts } of lines) {
    context.font = fontOf(item);
    for (const text of texts) {
      context.direction = card.rightToLeft && !item.isNumber ? 'rtl' : 'ltr';
      context.textAlign = card.rightToLeft ? 'right' : 'left';
      context.fillText(text, card.rightToLeft ? POINTS_WIDE - MARGIN : MARGIN, y + item.size * 0.2);
      y += item.size * 1.4;
    }
    y += item.after;
  }
  const unit = qrWide / card.qr.size;
  const left = card.rightToLeft ? POINTS_WIDE - MARGIN - qrWide : MARGIN;
  for (const [x, row, wide] of card.qr.runs) {
    context.fillRect(left + x * unit, y + 12 + row * unit, wide * unit + 0.05, unit + 0.05);
  }
  return grayOf(context, canvas, { x: left + 5 * unit, y: y + 12 + 4.5 * unit });
}

/** `dark` lies on a black square of the code: read back otherwise, the canvas is guarded. */
function grayOf(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  dark: { readonly x: number; readonly y: number },
): GrayPicture | null {
  const { width, height } = canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  // Black on white: the three channels are one.
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[4 * i] as number;
  const isWhite = pixels.subarray(0, width).every((value) => value === 255);
  const at = Math.round(dark.y * SCALE) * width + Math.round(dark.x * SCALE);
  return isWhite && pixels[at] === 0 ? { width, height, pixels } : null;
}
