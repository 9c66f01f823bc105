// Writing one incident. Its cells and their areas are fixed here by the rules of the bulk load; what is answered is no
// more than operations may see of it: the r8 cell, the area and the period.
import { cellToLatLng } from 'h3-js';
import type { Incident, IncidentChange } from '../../geodata/schema/incident.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { areaHolding } from './areas.ts';
import { ownIncidents } from './exact_incidents.ts';
import { dayPeriods } from './incidents.ts';
import { cellsOf } from './load_shapes.ts';

export interface WrittenIncident {
  readonly id: string;
  readonly type: Incident['type'];
  /** H3 r8; null where the place is vaguer than a cell. */
  readonly cell: string | null;
  readonly areaPcode: string | null;
  /** Day, or the month or year where no more is known. */
  readonly period: string;
  readonly version: number;
}
export type IncidentRecord = Omit<Incident, 'id' | 'datasetId'>;

const written: Sql = sql`id, type, cell_r8 as cell, coalesce(area_r8, area_pcode) as "areaPcode", ${dayPeriods} as period, version`;

/** Area of a cell by its center: the exact point plays no part. */
function areaOfCell(organizationId: string, cell: string | null): Sql {
  if (cell === null) return raw('null::text');
  const [lat, lon] = cellToLatLng(cell);
  return areaHolding(organizationId, sql`st_setsrid(st_makepoint(${lon}, ${lat}), 4326)`);
}

type Place = Pick<IncidentRecord, 'placePrecision' | 'areaPcode' | 'geom'>;

/** Columns of the place and what follows from it. */
const placeColumns: Sql = raw('place_precision, cell_r7, cell_r8, area_r7, area_r8, area_pcode, geom');
function placeValues(organizationId: string, { placePrecision, areaPcode, geom }: Place): Sql {
  const [lon, lat] = geom.coordinates;
  const [r7, r8] = cellsOf(placePrecision, geom.coordinates);
  return sql`${placePrecision}, ${r7}, ${r8}, ${areaOfCell(organizationId, r7)}, ${areaOfCell(organizationId, r8)},
    coalesce(${areaPcode}::text, ${areaOfCell(organizationId, r7)}), st_setsrid(st_makepoint(${lon}, ${lat}), 4326)`;
}

export async function insertIncident(db: Queryable, viewer: Viewer, record: IncidentRecord): Promise<WrittenIncident> {
  return db.one<WrittenIncident>(sql`
    insert into incident (organization_id, type, occurred_from, occurred_to, time_precision, verification, source_class,
      consent, ${placeColumns})
    values (${viewer.organizationId}, ${record.type}, ${record.occurredFrom}::timestamptz,
      ${record.occurredTo}::timestamptz, ${record.timePrecision}, ${record.verification}, ${record.sourceClass},
      ${record.consent}, ${placeValues(viewer.organizationId, record)})
    returning ${written}`);
}

/** Writes the parts that are given, the place as a whole; null when the version is no longer `version`. */
export async function updateIncident(
  db: Queryable,
  viewer: Viewer,
  change: { id: string; version: number; parts: Omit<IncidentChange, keyof Place>; place: Place | null },
): Promise<WrittenIncident | null> {
  const { parts, place } = change;
  const set = (column: string, value: unknown, type = 'text') =>
    value === undefined ? [] : [sql`${raw(column)} = ${value}::${raw(type)}`];
  const assignments = [
    raw('version = version + 1'),
    ...set('type', parts.type),
    ...set('occurred_from', parts.occurredFrom, 'timestamptz'),
    ...set('occurred_to', parts.occurredTo, 'timestamptz'),
    ...set('time_precision', parts.timePrecision),
    ...set('verification', parts.verification),
    ...set('source_class', parts.sourceClass),
    ...set('consent', parts.consent),
    ...set('assigned_to', parts.assignedTo, 'uuid'),
    ...(place === null ? [] : [sql`(${placeColumns}) = row (${placeValues(viewer.organizationId, place)})`]),
  ];
  return db.maybeOne<WrittenIncident>(sql`
    update incident set ${join(assignments, ', ')}
    where ${ownIncidents(viewer)} and id = ${change.id}::uuid and version = ${change.version} and consent <> 'withdrawn'
    returning ${written}`);
}

/** The area that the record itself names, which is kept while its point is corrected. */
export async function namedArea(db: Queryable, viewer: Viewer, id: string): Promise<string | null> {
  const row = await db.maybeOne<{ pcode: string | null }>(sql`
    select nullif(area_pcode, area_r7) as pcode from incident where ${ownIncidents(viewer)} and id = ${id}::uuid`);
  return row?.pcode ?? null;
}

/** Areas are loaded, and none of them has this P-code. */
export async function isUnknownArea(db: Queryable, { organizationId }: Viewer, pcode: string): Promise<boolean> {
  const { unknown } = await db.one<{ unknown: boolean }>(sql`
    select exists (select from area where organization_id = ${organizationId})
      and not exists (select from area where organization_id = ${organizationId} and pcode = ${pcode}) as unknown`);
  return unknown;
}

/** Takes the record out for good. 'stale': it is there with another version; null: it is not there. Withdrawn ones can be erased too. */
export async function deleteIncident(
  db: Queryable,
  viewer: Viewer,
  target: { id: string; version: number },
): Promise<'erased' | 'stale' | null> {
  const one = sql`${ownIncidents(viewer)} and id = ${target.id}::uuid`;
  if ((await db.run(sql`delete from incident where ${one} and version = ${target.version}`)) === 1) return 'erased';
  return (await db.maybeOne(sql`select id from incident where ${one}`)) === null ? null : 'stale';
}

/** Written down so that a backup that is restored loses the record again. */
export async function revokeIncident(
  db: Queryable,
  viewer: Viewer,
  of: { id: string; reason: 'withdrawn' | 'erased'; now: Date },
): Promise<void> {
  await db.run(sql`
    insert into revocation (organization_id, incident_id, reason, at)
    values (${viewer.organizationId}, ${of.id}::uuid, ${of.reason}, ${of.now})
    on conflict (organization_id, incident_id) do update set reason = excluded.reason, at = excluded.at`);
}

/** Whether the account may be given a case: of this organization, operations, active. */
export async function isOperationsAccount(db: Queryable, accountId: string): Promise<boolean> {
  const { found } = await db.one<{ found: boolean }>(sql`select is_operations_account(${accountId}::uuid) as found`);
  return found;
}
