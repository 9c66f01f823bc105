// The answers of all analyses brought together by cell: one reading each, with the numbers behind it. Pure.
import { cellToParent, getResolution, gridDisk } from 'h3-js';
import {
  type CellReading,
  hotThreshold,
  READINGS,
  type ReadingKind,
  readCell,
  type SilenceState,
} from '../../../geodata/analysis/warning/cell_reading.ts';
import type { IncidentType } from '../../../geodata/schema/incident.ts';
import type { IncidentPicture } from '../../api.ts';
import type { AreaShape, ReportingPoint } from '../../api_hotspots.ts';
import { areaOfCell } from './cell_shapes.ts';
import { type Serving, servingOf } from './closings.ts';
import { type Choice, RECENT_WEEKS } from './questions.ts';
import type { Findings, Told } from './use_hotspots.ts';

export interface CellRow extends Serving {
  readonly cell: string;
  readonly area: AreaShape | null;
  readonly reading: CellReading;
  /** Reports by week, oldest first; what is under the floor of the role counts as none. */
  readonly counts: readonly number[];
  /** Of the last four weeks: in the cell, and with its neighbors. */
  readonly recent: number;
  readonly around: number;
  readonly states: readonly SilenceState[] | null;
  readonly z: number | null;
  readonly adjustedP: number | null;
}

export const answerOf = <A>(told: Told<A> | null): A | null => (told !== null && 'answer' in told ? told.answer : null);

export function cellRows(
  findings: Findings,
  of: { choice: Choice; areas: readonly AreaShape[]; points: readonly ReportingPoint[] },
): CellRow[] {
  const { choice, areas, points } = of;
  const [gi, emerging, silence] = [answerOf(findings.gi), answerOf(findings.emerging), answerOf(findings.silence)];
  const counts = countsByCell(findings, choice);
  const [giAt, emergingAt, silenceAt] = [placesOf(gi?.ids), placesOf(emerging?.ids), placesOf(silence?.ids)];
  const hotZ = hotThreshold(emerging?.z ?? [], ALPHA);
  const serving = servingOf(points, choice.resolution);
  const recentOf = (cell: string) => sum((counts.get(cell) ?? []).slice(-RECENT_WEEKS));
  const rows = [...counts].map(([cell, weeks]): CellRow => {
    const [g, e, s] = [giAt.get(cell) ?? -1, emergingAt.get(cell) ?? -1, silenceAt.get(cell) ?? -1];
    const around = sum(gridDisk(cell, 1).map(recentOf));
    const area = areaOfCell(cell, areas);
    const states = silence?.states[s] ?? null;
    const reading = readCell({
      reports: around,
      gi: gi?.category[g] ?? null,
      emerging: emerging?.category[e] ?? null,
      numbersEnded: emerging?.flags[e]?.includes('reporting-lost') ?? false,
      z: emerging?.z[e] ?? [],
      hotZ,
      states,
    });
    const scores = { z: gi?.z[g] ?? null, adjustedP: gi?.adjustedP[g] ?? null };
    const why = serving(cell, area?.properties.pcode ?? null);
    return { cell, area, reading, counts: weeks, recent: recentOf(cell), around, states, ...scores, ...why };
  });
  return rows.sort((a, b) => rank(a) - rank(b) || b.recent - a.recent || (a.cell < b.cell ? -1 : 1));
}

/** What can no longer be heard is what a list of numbers would hide: it comes first, then what stands out. */
const SHOWN_FIRST: readonly ReadingKind[] = ['reporting-lost', 'more-than-chance', 'silent', 'more-until-now'];
const SHOWN_LAST = READINGS.filter((kind) => !SHOWN_FIRST.includes(kind));
/** Level of the emerging hot spots, as it is asked for. */
const ALPHA = 0.05;
const rank = ({ reading }: CellRow): number => [...SHOWN_FIRST, ...SHOWN_LAST].indexOf(reading.kind);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const placesOf = (ids: readonly string[] = []): ReadonlyMap<string, number> => new Map(ids.map((id, i) => [id, i]));

const isOf = (picture: IncidentPicture, i: number, type: IncidentType | null) =>
  type === null || picture.type[i] === type;

/** Cells of the resolution by week; records known to a month or a year only belong to no week. */
function countsByCell({ picture, span }: Findings, { type, resolution }: Choice): Map<string, number[]> {
  const byCell = new Map<string, number[]>();
  const starts = span.weeks;
  picture.cell.forEach((seen, i) => {
    const period = picture.period[i] ?? '';
    if (!isOf(picture, i, type) || period.length < 10 || period > span.to) return;
    const week = starts.findLastIndex((start) => start <= period);
    if (week < 0) return;
    const cell = getResolution(seen) > resolution ? cellToParent(seen, resolution) : seen;
    const weeks = byCell.get(cell) ?? starts.map(() => 0);
    weeks[week] = (weeks[week] ?? 0) + (picture.count[i] ?? 0);
    byCell.set(cell, weeks);
  });
  return byCell;
}

export interface VagueCount {
  readonly pcode: string;
  readonly count: number;
}

/** What is known to an area only, in the last four weeks: never a cell. */
export function vagueCounts({ picture: { areas }, span }: Findings, { type }: Choice): VagueCount[] {
  const first = span.weeks.at(-RECENT_WEEKS) ?? span.from;
  const byArea = new Map<string, number>();
  areas.pcode.forEach((pcode, i) => {
    const period = areas.period[i] ?? '';
    if ((type !== null && areas.type[i] !== type) || period < first.slice(0, period.length) || period > span.to) return;
    byArea.set(pcode, (byArea.get(pcode) ?? 0) + (areas.count[i] ?? 0));
  });
  return [...byArea].map(([pcode, count]) => ({ pcode, count })).sort((a, b) => b.count - a.count);
}
