// The board of an organization, or of the part of it that an account may see, as it stands on a day. For the route and the clock.
import { boardFrom, boardOf } from '../../geodata/analysis/warning/warning_board.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { WarningBoard } from '../../geodata/schema/warning_board.ts';
import type { Queryable } from '../db/database.ts';
import { listIndicators } from '../queries/indicators.ts';
import { observedPeriods } from '../queries/observations.ts';

export async function readBoard(
  db: Queryable,
  viewer: Pick<Viewer, 'organizationId' | 'areaPrefix'>,
  now: Date,
): Promise<WarningBoard> {
  const today = now.toISOString().slice(0, 10);
  const span = { today, weeksFrom: boardFrom(today, true), daysFrom: boardFrom(today, false) };
  return boardOf(await listIndicators(db, viewer), await observedPeriods(db, viewer, span), today);
}
