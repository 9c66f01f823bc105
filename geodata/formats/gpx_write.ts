// Lines → GPX 1.1, for receivers in the field. A route is planned, a track was walked; times only where they are given.
// It knows no patrol and writes nothing about who made the file.
import type { GpxLine } from './gpx.ts';

export interface GpxText {
  /** Of the whole file. */
  readonly name: string;
  readonly lines: readonly (GpxLine & { readonly description?: string })[];
}

/** GPX 1.1 as text; coordinates to seven decimals, a centimeter on the ground. */
export function writeGpx({ name, lines }: GpxText): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Safereach" xmlns="http://www.topografix.com/GPX/1/1">',
    `  <metadata><name>${escaped(name)}</name></metadata>`,
    // The order that the schema of GPX asks for: routes before tracks.
    ...lines.filter(({ kind }) => kind === 'route').map(route),
    ...lines.filter(({ kind }) => kind === 'track').map(track),
    '</gpx>',
    '',
  ].join('\n');
}

const heading = ({ name, description }: GpxText['lines'][number]): string =>
  `<name>${escaped(name)}</name>${description === undefined ? '' : `<desc>${escaped(description)}</desc>`}`;

const route = (line: GpxText['lines'][number]): string =>
  `  <rte>${heading(line)}\n${line.points.map((point) => place('rtept', point)).join('\n')}\n  </rte>`;

const track = (line: GpxText['lines'][number]): string =>
  `  <trk>${heading(line)}<trkseg>\n${line.points.map((point) => place('trkpt', point)).join('\n')}\n  </trkseg></trk>`;

function place(tag: string, { lon, lat, at }: GpxLine['points'][number]): string {
  const time = at === null ? '/>' : `><time>${new Date(at).toISOString()}</time></${tag}>`;
  return `    <${tag} lat="${decimal(lat)}" lon="${decimal(lon)}"${time}`;
}

/** Without trailing zeros, and never with an exponent: receivers read decimals. */
const decimal = (degrees: number): string =>
  degrees
    .toFixed(7)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Without what XML 1.0 cannot hold at all: control characters and halves of surrogate pairs. */
const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ').replace(/[&<>"']/g, (mark) => MARKS[mark] ?? '');
