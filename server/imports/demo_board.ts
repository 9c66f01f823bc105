// Writes the saved views of the demo: they belong to sessions without an account, as every session of the demo is.
import { BOARD_VIEWS } from '../../geodata/demo/board_view.ts';
import type { Transaction } from '../db/database.ts';
import { insertView } from '../queries/board_views.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DemoDuty } from './demo_duty.ts';

export async function loadDemoBoard(tx: Transaction, { organizationId }: DemoDuty): Promise<void> {
  const viewer = { role: 'operations' as const, organizationId, areaPrefix: '' };
  for (const view of BOARD_VIEWS) {
    const { id } = await insertView(tx, viewer, view);
    await recordWrite(tx, { ...viewer, verb: 'create', noun: 'board_view', thingId: id, hidden: true });
  }
}
