// GPX files of this page: read here and never sent as they are, and saved from what is shown.
import { type GpxLine, type GpxPoint, readGpx } from '../../../geodata/formats/gpx.ts';
import { writeGpx } from '../../../geodata/formats/gpx_write.ts';
import { FileFault } from '../../../geodata/formats/issue.ts';
import { type LineString, MAX_VERTICES, type Position } from '../../../geodata/schema/geometry.ts';
import type { PatrolRunInput } from '../../../geodata/schema/patrol.ts';
import { type Message, say } from '../../i18n/messages.ts';

/** Corners kept of a line: a receiver that writes every second has more than a route needs. */
const MOST_CORNERS = Math.min(MAX_VERTICES, 5000);

/** What is wrong with a file, to be read by a person. */
export class GpxProblem extends Error {}

const problem = (message: Message) => new GpxProblem(say(message));

/** The line with the most points. */
async function longestLine(file: File): Promise<GpxLine> {
  try {
    const lines = readGpx(await file.text()).filter(({ points }) => points.length >= 2);
    const longest = lines.sort((a, b) => b.points.length - a.points.length)[0];
    if (longest !== undefined) return longest;
  } catch (fault) {
    if (fault instanceof FileFault) throw new GpxProblem(fault.message);
    throw fault;
  }
  throw problem({ key: 'gpx.empty' });
}

/** Every so many points, and always the last one. */
export function cornersOf(points: readonly GpxPoint[], most = MOST_CORNERS): Position[] {
  const step = Math.max(1, Math.ceil((points.length - 1) / (most - 1)));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1).map(({ lon, lat }): Position => [lon, lat]);
}

const lineOf = (points: readonly GpxPoint[]): LineString => ({ type: 'LineString', coordinates: cornersOf(points) });

export const routeOfFile = async (file: File): Promise<LineString> => lineOf((await longestLine(file)).points);

/** From the first moment to the last: nothing of the times between is stored. */
export async function runOfFile(file: File): Promise<PatrolRunInput> {
  const { points } = await longestLine(file);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of points) {
    if (at === null) continue;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  if (first > last) throw problem({ key: 'gpx.noTimes' });
  return { startedAt: new Date(first).toISOString(), endedAt: new Date(last).toISOString(), geom: lineOf(points) };
}

export interface SavedLine {
  readonly name: string;
  readonly description?: string;
  readonly line: LineString;
}

/** Saves planned lines as a file of routes, without a request. */
export function saveRoutes(fileName: string, lines: readonly SavedLine[]): void {
  const text = writeGpx({
    name: 'Safereach',
    lines: lines.map(({ name, description, line }) => ({
      kind: 'route',
      name,
      ...(description === undefined ? {} : { description }),
      points: line.coordinates.map(([lon, lat]) => ({ lon, lat, at: null })),
    })),
  });
  const address = URL.createObjectURL(new Blob([text], { type: 'application/gpx+xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${fileName.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.gpx`;
  link.click();
  URL.revokeObjectURL(address);
}
