// Writes where and when people of the demo could report, and gives its incidents a day on which they were written down.
import { reportingPointRows } from '../../geodata/demo/reporting_point.ts';
import type { Transaction } from '../db/database.ts';
import { areasOfCells } from '../queries/cell_areas.ts';
import { spreadDelays } from '../queries/demo_delays.ts';
import { insertReportingPoint } from '../queries/reporting_points.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DemoDuty } from './demo_duty.ts';

export async function loadDemoReporting(
  tx: Transaction,
  { organizationId, world, seed, today }: DemoDuty,
): Promise<void> {
  const viewer = { role: 'steward' as const, organizationId, areaPrefix: '' };
  const rows = [...reportingPointRows({ places: world.places(), today: world.season.to, seed })];
  const areas = await areasOfCells(
    tx,
    viewer,
    rows.flatMap(({ cell }) => cell ?? []),
  );
  let rowCount = 0;
  for (const row of rows) {
    const areaPcode = row.areaPcode ?? areas.get(row.cell ?? '');
    if (areaPcode === undefined) continue;
    await insertReportingPoint(tx, viewer, { ...row, areaPcode });
    rowCount++;
  }
  await recordWrite(tx, {
    ...viewer,
    verb: 'import',
    noun: 'reporting_point',
    thingId: organizationId,
    rowCount,
    hidden: true,
  });
  await spreadDelays(tx, { organizationId, today });
}
