// Hours of a patrol run per H3 cell (resolution 7) and month: the only form in which planners see patrols.
// Knows tracks, not where they come from.
import { latLngToCell } from 'h3-js';
import type { Position } from '../../geodata/schema/geometry.ts';
import type { PatrolRun } from '../../geodata/schema/patrol.ts';
import type { PatrolEffort } from './load_shapes.ts';

/** Steps of a track are cut to this length in degrees (about 300 m), a tenth of a cell's width. */
const STEP_DEGREES = 0.003;
const HOUR_MILLISECONDS = 3_600_000;

/** The run's time is spread evenly over its length; each piece counts for the cell and month of its middle. */
export function patrolEffortOf(run: PatrolRun): PatrolEffort[] {
  const startedAt = Date.parse(run.startedAt);
  const duration = Date.parse(run.endedAt) - startedAt;
  const steps = run.geom.coordinates
    .slice(1)
    .map((to, index) => [run.geom.coordinates[index] as Position, to] as const);
  const whole = steps.reduce((sum, [from, to]) => sum + degrees(from, to), 0);
  const hours = new Map<string, number>();
  let passed = 0;
  for (const [from, to] of steps) {
    const length = degrees(from, to);
    const pieces = Math.max(1, Math.ceil(length / STEP_DEGREES));
    // A run that never moved spends its time where it stood.
    const share = (whole === 0 ? 1 / steps.length : length / whole) / pieces;
    for (let piece = 0; piece < pieces; piece++) {
      const at = (piece + 0.5) / pieces;
      const cell = latLngToCell(from[1] + (to[1] - from[1]) * at, from[0] + (to[0] - from[0]) * at, 7);
      const month = new Date(startedAt + (passed + share / 2) * duration).toISOString().slice(0, 7);
      const key = `${cell} ${month}-01`;
      hours.set(key, (hours.get(key) ?? 0) + (share * duration) / HOUR_MILLISECONDS);
      passed += share;
    }
  }
  return [...hours].map(([key, spent]) => {
    const [cell = '', month = ''] = key.split(' ');
    return { runId: run.id, cell, month, hours: spent };
  });
}

const degrees = (from: Position, to: Position): number =>
  Math.hypot((to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180), to[1] - from[1]);
