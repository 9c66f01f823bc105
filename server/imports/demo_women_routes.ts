// Stores the calendar of women's routes of the demo, after its patrol routes: each in the area of the route that runs along it.
import { womenRouteRows } from '../../geodata/demo/women_route.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { getPatrol } from '../queries/patrol_records.ts';
import { insertWomenRoute } from '../queries/women_routes.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DutyPart } from './demo_duty.ts';

export const loadDemoWomenRoutes: DutyPart = async (tx, { organizationId, world, seed }) => {
  const viewer: Viewer = { role: 'operations', organizationId, areaPrefix: '' };
  let rowCount = 0;
  for (const { patrol, ...row } of womenRouteRows(world.patrols(), seed)) {
    const areaPcode = (await getPatrol(tx, viewer, patrol.id))?.areaPcode ?? null;
    if (areaPcode === null) continue;
    await insertWomenRoute(tx, viewer, { ...row, areaPcode, patrolIds: [patrol.id] });
    rowCount++;
  }
  const write = { verb: 'import', noun: 'patrol', thingId: organizationId, hidden: true } as const;
  await recordWrite(tx, { ...viewer, ...write, rowCount });
};
