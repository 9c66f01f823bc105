// Stores the constraints of the demo, after its roads and areas.
import { constraintRows } from '../../geodata/demo/constraint.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { insertConstraint } from '../queries/constraints.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DutyPart } from './demo_duty.ts';

export const loadDemoConstraints: DutyPart = async (tx, { organizationId, world, seed, today }) => {
  const viewer: Viewer = { role: 'operations', organizationId, areaPrefix: '' };
  const of = { roads: world.roads(), places: world.places(), today: world.season.to, seed };
  let rowCount = 0;
  for (const row of constraintRows(of)) {
    await insertConstraint(tx, viewer, row, { now: today, invented: true });
    rowCount++;
  }
  const write = { verb: 'import', noun: 'constraint', thingId: organizationId, hidden: true } as const;
  await recordWrite(tx, { ...viewer, ...write, rowCount });
};
