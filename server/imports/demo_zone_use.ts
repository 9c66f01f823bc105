// Loads what shows that the demo's safe zones are safe. Knows no row's content; the generator is geodata/demo.
import { zoneUseRows } from '../../geodata/demo/zone_use.ts';
import { loadZoneUse } from '../queries/zone_use.ts';
import type { DutyPart } from './demo_duty.ts';

export const demoZoneUse: DutyPart = (tx, { organizationId, world, seed }) =>
  loadZoneUse(tx, organizationId, [...zoneUseRows(world.zones(), { season: world.season, seed })]);
