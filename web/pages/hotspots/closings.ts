// Which reporting point of a cell closed last: the likely reason where its reports ended. Pure.
import { cellToParent, gridDisk } from 'h3-js';
import type { ReportingKind, ReportingPoint } from '../../../geodata/schema/reporting_point.ts';

export interface Closing {
  readonly kind: ReportingKind;
  /** Last day on which it was open. */
  readonly until: string;
}
export interface Serving {
  readonly closing: Closing | null;
  /** Whether any point is known that serves the cell. */
  readonly served: boolean;
}

const POINT_RESOLUTION = 7;

/** For cells of one resolution, at most that of points. A point that is open today has closed nothing. */
export function servingOf(points: readonly ReportingPoint[], resolution: number) {
  const near = new Map<string, ReportingPoint[]>();
  const at = Math.min(POINT_RESOLUTION, resolution);
  for (const point of points) {
    if (point.cell === null) continue;
    const reached = gridDisk(point.cell, point.reachRings).map((one) => cellToParent(one, at));
    for (const cell of new Set(reached)) near.set(cell, [...(near.get(cell) ?? []), point]);
  }
  const wide = points.filter(({ cell }) => cell === null);
  return (cell: string, pcode: string | null): Serving => {
    const serving = [
      ...(near.get(cell) ?? []),
      ...wide.filter(({ areaPcode }) => pcode?.startsWith(areaPcode) ?? false),
    ];
    let closing: Closing | null = null;
    for (const { kind, openPeriods } of serving) {
      const until = openPeriods.at(-1)?.until ?? null;
      if (until !== null && (closing === null || until > closing.until)) closing = { kind, until };
    }
    return { closing, served: serving.length > 0 };
  };
}
