// GPX 1.0 and 1.1 → lines with the times of their points, from files that nobody vouches for. Names of people, waypoints, heart
// rates and everything else in such a file is not read. It opens nothing and knows no patrol.
import { SaxesParser } from 'saxes';
import { FileFault, type IssueCode } from './issue.ts';

/** A track is what was walked, a route what is planned: as GPX has it. */
export interface GpxLine {
  readonly kind: 'track' | 'route';
  /** As written, without control characters; '' = none. */
  readonly name: string;
  readonly points: readonly GpxPoint[];
}

export interface GpxPoint {
  readonly lon: number;
  readonly lat: number;
  /** Milliseconds since 1970; null = the file says none. */
  readonly at: number | null;
}

/** Characters of a file, elements within one another, points of all lines, lines, characters of a name. */
export const GPX_LIMITS = { characters: 50_000_000, depth: 20, points: 200_000, lines: 1000, name: 200 } as const;
/** Fed in parts of this size, so that a file which is refused is not read to its end. */
const PART_CHARACTERS = 65_536;

const KINDS: Readonly<Record<string, GpxLine['kind']>> = { trk: 'track', rte: 'route' };
const POINTS: ReadonlySet<string> = new Set(['trkpt', 'rtept']);

interface Draft {
  readonly kind: GpxLine['kind'];
  readonly points: { lon: number; lat: number; at: number | null }[];
  name: string;
}

/** Throws FileFault for what is no GPX, is damaged, or is larger or deeper than any receiver writes. */
export function readGpx(text: string): GpxLine[] {
  if (text.length > GPX_LIMITS.characters) throw fault('too_large', 'A GPX file has at most 50 million characters.');
  const parser = new SaxesParser({ position: false });
  const lines: Draft[] = [];
  const path: string[] = [];
  let points = 0;
  let words: string | null = null;
  const open = (): Draft | undefined => (KINDS[path[1] ?? ''] === undefined ? undefined : lines.at(-1));

  parser.on('error', () => {
    throw fault('broken_gpx', 'The XML cannot be read. Export the file again from the receiver.');
  });
  // An entity that is declared in a file can be made to grow without end, or to read other files.
  parser.on('doctype', () => {
    throw fault('broken_gpx', 'A GPX file has no DOCTYPE. Export it again from the receiver.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const tag = local(name);
    if (path.length === 0 && tag !== 'gpx') throw fault('broken_gpx', 'This is XML, but no GPX.');
    if (path.length >= GPX_LIMITS.depth) throw fault('too_deep', 'The elements are nested too deeply.');
    path.push(tag);
    words = null;
    const kind = path.length === 2 ? KINDS[tag] : undefined;
    if (kind !== undefined) {
      if (lines.length >= GPX_LIMITS.lines) throw fault('too_large', 'A file has at most 1,000 lines.');
      lines.push({ kind, name: '', points: [] });
    }
    const line = open();
    if (line === undefined) return;
    if (POINTS.has(tag)) {
      if (++points > GPX_LIMITS.points) throw fault('too_many_vertices', 'A file has at most 200,000 points.');
      line.points.push({ ...placeOf(attributes['lon'], attributes['lat']), at: null });
    } else if (isTime(path) || isName(path)) words = '';
  });
  parser.on('text', (text) => {
    // A time or a name that goes on and on is neither.
    if (words !== null && words.length <= 10 * GPX_LIMITS.name) words += text;
  });
  parser.on('cdata', (text) => {
    if (words !== null && words.length <= 10 * GPX_LIMITS.name) words += text;
  });
  parser.on('closetag', () => {
    const line = open();
    if (words !== null && line !== undefined) {
      const point = line.points.at(-1);
      if (isName(path)) line.name = plain(words);
      else if (point !== undefined) point.at = instantOf(words);
    }
    words = null;
    path.pop();
  });

  for (let at = 0; at < text.length; at += PART_CHARACTERS) parser.write(text.slice(at, at + PART_CHARACTERS));
  parser.close();
  return lines.filter((line) => line.points.length > 0);
}

/** Without the prefix of its namespace: receivers differ in it, and some forget to declare theirs. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const isTime = (path: readonly string[]): boolean => path.at(-1) === 'time' && POINTS.has(path.at(-2) ?? '');
const isName = (path: readonly string[]): boolean => path.length === 3 && path[2] === 'name';

function placeOf(lonText: unknown, latText: unknown): { lon: number; lat: number } {
  const lon = degrees(lonText);
  const lat = degrees(latText);
  if (lon === null || lat === null) throw fault('not_a_number', 'A point has no lon and lat in degrees.');
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw fault('out_of_range', 'A point lies outside the globe.');
  return { lon, lat };
}

/** As XML Schema writes a decimal, and with the exponents of careless receivers; never a hexadecimal or empty one. */
const degrees = (text: unknown): number | null =>
  typeof text === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?\s*$/i.test(text) ? Number(text) : null;

/** xsd:dateTime; without an offset it is UTC, as GPX says. */
function instantOf(text: string): number | null {
  const match = /^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[-+]\d\d:\d\d)?\s*$/.exec(text);
  const at = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(at) ? null : at;
}

const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, GPX_LIMITS.name);

const fault = (code: IssueCode, message: string): FileFault =>
  new FileFault({ code, row: null, column: null, message });
