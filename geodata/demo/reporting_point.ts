// Where and when people of the demo could report: clinics in every town, women's spaces and focal points where the story has
// camps, lines by telephone in two of the states. One women's space closed when the reports of its town end.
import { latLngToCell } from 'h3-js';
import type { Place } from '../schema/place.ts';
import type { ReportingKind, ReportingPointInput } from '../schema/reporting_point.ts';
import { DAY, dateOf } from './calendar.ts';
import { HOTSPOTS, SILENT_WEEKS } from './story.ts';
import { Stream } from './stream.ts';
import { STATES } from './towns.ts';

interface ReportingInputs {
  readonly places: Iterable<Place>;
  /** Milliseconds since 1970: the season ended here. */
  readonly today: number;
  readonly seed: number;
}

/** A point with a cell gets the area of its cell where it is written. */
export type DemoReportingPoint = Omit<ReportingPointInput, 'areaPcode'> & { readonly areaPcode: string | null };

const SILENT = new Set(HOTSPOTS.filter(({ course }) => course === 'silent').map(({ town }) => town));
const STORY = new Set(HOTSPOTS.map(({ town }) => town));
/** States with a line: the silent town lies in the other one. */
const WITH_LINE = STATES.slice(1);

export function* reportingPointRows({ places, today, seed }: ReportingInputs): Generator<DemoReportingPoint> {
  const stream = new Stream(seed, 'reporting point');
  const before = (days: number) => dateOf(today - days * DAY);
  for (const { pcode } of WITH_LINE) {
    const openPeriods = [{ from: before(700), until: null }];
    yield { kind: 'hotline', areaPcode: pcode, cell: null, reachRings: 0, openPeriods, network: true };
  }
  for (const { name, kind, geom } of places) {
    if (kind === 'village') continue;
    const [lon, lat] = geom.coordinates;
    const at = { areaPcode: null, cell: latLngToCell(lat, lon, 7), network: false };
    const from = before(stream.whole(420, 1500));
    if (SILENT.has(name)) {
      const until = before(SILENT_WEEKS * 7 + 1);
      yield { ...at, kind: 'women_space', reachRings: 4, openPeriods: [{ from, until }] };
      continue;
    }
    const open = [{ from, until: null }];
    yield { ...at, kind: 'clinic', reachRings: STORY.has(name) ? 5 : 3, openPeriods: open };
    if (!STORY.has(name)) continue;
    const more: ReportingKind = stream.pick(['women_space', 'focal_point', 'police'] as const);
    yield { ...at, kind: more, reachRings: 3, openPeriods: open };
  }
}
