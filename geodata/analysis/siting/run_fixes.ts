// Fixes of a run of which only the line and its two ends in time are known: its time is spread evenly over its length, as effort
// per cell and month is. It knows lines and times, no route.
import type { Position } from '../../schema/geometry.ts';
import { geodesicMeters } from '../reach/geodesic.ts';

export interface TimedLine {
  readonly line: readonly Position[];
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface FixColumns {
  readonly run: number[];
  readonly lon: number[];
  readonly lat: number[];
  /** Milliseconds since 1970. */
  readonly at: number[];
}

/** Runs are numbered as they come. A run that never moved stands where it was, from its start to its end. */
export function fixesOf(runs: readonly TimedLine[], mostMinutesApart: number): FixColumns {
  const fixes: FixColumns = { run: [], lon: [], lat: [], at: [] };
  for (const [number, run] of runs.entries()) addRun(fixes, number, run, mostMinutesApart * 60_000);
  return fixes;
}

function addRun(fixes: FixColumns, number: number, { line, startedAt, endedAt }: TimedLine, apart: number): void {
  const legs = line.slice(1).map((to, i) => {
    const from = line[i] as Position;
    return { from, to, meters: geodesicMeters({ fromLon: from[0], fromLat: from[1], toLon: to[0], toLat: to[1] }) };
  });
  const whole = legs.reduce((sum, { meters }) => sum + meters, 0);
  const put = ([lon, lat]: Position, at: number): void => {
    fixes.run.push(number);
    fixes.lon.push(lon);
    fixes.lat.push(lat);
    fixes.at.push(at);
  };
  let passed = 0;
  const [first] = line;
  if (first !== undefined) put(first, startedAt);
  for (const { from, to, meters } of legs) {
    const share = whole === 0 ? 1 / legs.length : meters / whole;
    const parts = Math.max(1, Math.ceil((share * (endedAt - startedAt)) / apart));
    for (let part = 1; part <= parts; part++) {
      const way = part / parts;
      const at = startedAt + (passed + share * way) * (endedAt - startedAt);
      put([from[0] + (to[0] - from[0]) * way, from[1] + (to[1] - from[1]) * way], Math.round(at));
    }
    passed += share;
  }
}
