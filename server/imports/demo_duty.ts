// What the duty room of the demo starts with, beside the season: each part writes its own records, in the transaction that
// loads the demo. A new part is one line here.
import type { World } from '../../geodata/demo/world.ts';
import type { Transaction } from '../db/database.ts';
import { loadDemoAlerts } from './demo_alert.ts';
import { loadDemoBoard } from './demo_board.ts';
import { loadDemoConstraints } from './demo_constraint.ts';
import { loadDemoReporting } from './demo_reporting.ts';
import { loadDemoWarning } from './demo_warning.ts';
import { loadDemoWomenRoutes } from './demo_women_routes.ts';
import { demoZoneUse } from './demo_zone_use.ts';

export interface DemoDuty {
  readonly organizationId: string;
  readonly world: World;
  readonly seed: number;
  /** The season ends before this day (UTC). */
  readonly today: Date;
}

export type DutyPart = (tx: Transaction, of: DemoDuty) => Promise<void>;

export const DUTY_PARTS: readonly DutyPart[] = [
  loadDemoAlerts,
  loadDemoBoard,
  loadDemoConstraints,
  demoZoneUse,
  loadDemoReporting,
  loadDemoWarning,
  loadDemoWomenRoutes,
];
