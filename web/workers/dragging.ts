// A service that is dragged, beside the page: what the others reach is found when the drag starts, and kept until the next one.
import type { GapFigures } from '../../geodata/analysis/reach/gap_figures.ts';
import { type MovingService, movingService } from '../../geodata/analysis/reach/moving_service.ts';
import { Problem } from '../../geodata/schema/problem.ts';

let moving: MovingService | null = null;

/** Takes the cells and the services that stay; see `movingService` for units and columns. */
export function startDragging(of: Parameters<typeof movingService>[0]): { readonly cells: number } {
  moving = movingService(of);
  return { cells: of.cells.lon.length };
}

export interface Dragged {
  readonly figures: GapFigures;
  /** 1 for each cell beyond the radius, in the order of the cells. */
  readonly uncovered: Uint8Array;
}

/** The gap with the service there; both NaN = taken away. Throws Problem busy when no drag was started in this worker. */
export function dragService({ lon, lat }: { readonly lon: number; readonly lat: number }): Dragged {
  if (moving === null) throw new Problem('busy', 'Pick the service up again.');
  return { figures: moving.at(lon, lat), uncovered: moving.uncovered() };
}
