// Raising an alert and adding to its log. An alert's row always is what its log says: both are written by the same step, in one
// transaction with the audit and the outbox row.
import { isValidCell } from 'h3-js';
import { afterEvent } from '../../geodata/analysis/evaluation/alert_log.ts';
import { raised } from '../../geodata/analysis/evaluation/alert_moves.ts';
import type { AlertEvent, AlertStanding } from '../../geodata/schema/alert.ts';
import type { AlertKind, RaisedBy, Severity } from '../../geodata/schema/alert_words.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { eventInto, eventValues, standingAssignments } from './alert_rows.ts';
import { getRule } from './alert_rules.ts';
import { areasOfCells } from './cell_areas.ts';
import { recordWrite } from './writes.ts';

export interface Raise {
  readonly organizationId: string;
  readonly accountId?: string | null | undefined;
  /** `server`: the clock of the server raised it. */
  readonly role: Role | 'server';
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly raisedBy: RaisedBy;
  /** One of the two at least; without an area it is the one that holds the middle of the cell. */
  readonly areaPcode: string | null;
  readonly cell: string | null;
  /** What it came from (schema/alert.ts); while an alert of this kind, area and reference is open, no second one is raised. */
  readonly reference?: string | null | undefined;
  readonly now: Date;
}

/** Raises an alert and returns its id; the id of the open one where the same was raised before. Call it inside the transaction that found the reason. */
export async function raiseAlert(tx: Queryable, of: Raise): Promise<string> {
  const { organizationId, kind, severity, raisedBy, cell, reference = null, accountId = null, role, now } = of;
  if (cell !== null && !isValidCell(cell)) {
    throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
      { pointer: '/cell', detail: 'There is no such cell.' },
    ]);
  }
  const areaPcode = of.areaPcode ?? (cell === null ? null : await areaOfCell(tx, organizationId, cell));
  const event = raised({ role, accountId, now }, await getRule(tx, organizationId, severity));
  const { state, dueAt, version } = afterEvent(null, event);
  const made = await tx.maybeOne<{ id: string }>(sql`
    insert into alert (organization_id, kind, severity, raised_by, area_pcode, cell_r8, reference, raised_at, state, due_at, version)
    values (${organizationId}, ${kind}, ${severity}, ${raisedBy}, ${areaPcode}, ${cell}, ${reference}, ${event.at}::timestamptz,
      ${state}, ${dueAt}::timestamptz, ${version})
    on conflict (organization_id, kind, coalesce(area_pcode, ''), reference) where state <> 'closed' and reference is not null
      do nothing
    returning id`);
  // The open one may have been closed between the two statements.
  if (made === null) return (await openAlert(tx, { organizationId, kind, areaPcode, reference })) ?? raiseAlert(tx, of);
  await insertEvent(tx, { organizationId, id: made.id, event });
  await recordWrite(tx, {
    organizationId,
    accountId,
    role,
    verb: 'create',
    noun: 'alert',
    thingId: made.id,
    hidden: true,
  });
  return made.id;
}

/** Adds one event and writes what follows from it; false when somebody was faster. */
export async function addEvent(
  tx: Queryable,
  of: {
    readonly organizationId: string;
    readonly id: string;
    readonly before: AlertStanding;
    readonly event: AlertEvent;
  },
): Promise<boolean> {
  const { organizationId, id, before, event } = of;
  const changed = await tx.run(sql`
    update alert set ${standingAssignments(afterEvent(before, event))}
    where organization_id = ${organizationId} and id = ${id}::uuid and version = ${before.version}`);
  if (changed === 0) return false;
  await insertEvent(tx, { organizationId, id, event });
  const { accountId, role, verb } = event;
  await recordWrite(tx, { organizationId, accountId, role, verb, noun: 'alert', thingId: id, hidden: true });
  return true;
}

const insertEvent = (tx: Queryable, of: { organizationId: string; id: string; event: AlertEvent }): Promise<number> =>
  tx.run(sql`
    insert into alert_event (organization_id, alert_id, ${eventInto})
    values (${of.organizationId}, ${of.id}::uuid, ${eventValues(of.event)})`);

async function openAlert(
  tx: Queryable,
  of: { organizationId: string; kind: AlertKind; areaPcode: string | null; reference: string | null },
): Promise<string | null> {
  const open = await tx.maybeOne<{ id: string }>(sql`
    select id from alert where organization_id = ${of.organizationId} and kind = ${of.kind}
      and coalesce(area_pcode, '') = coalesce(${of.areaPcode}::text, '') and reference = ${of.reference} and state <> 'closed'`);
  return open?.id ?? null;
}

/** P-code of the area that holds the middle of a cell; null outside every area. */
export async function areaOfCell(tx: Queryable, organizationId: string, cell: string): Promise<string | null> {
  const areas = await areasOfCells(tx, { organizationId, role: 'operations', areaPrefix: '' }, [cell]);
  return areas.get(cell) ?? null;
}

/** Whether what raised a closed alert has raised another since, which is open. */
export async function isOpenTwice(tx: Queryable, of: { organizationId: string; id: string }): Promise<boolean> {
  const { is } = await tx.one<{ is: boolean }>(sql`
    select exists (select from alert closed join alert open using (organization_id, kind, reference)
      where organization_id = ${of.organizationId} and closed.id = ${of.id}::uuid and open.id <> closed.id
        and open.state <> 'closed' and coalesce(open.area_pcode, '') = coalesce(closed.area_pcode, '')) as is`);
  return is;
}
