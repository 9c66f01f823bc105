// What shows that safe zones are safe. Every zone has such a record from the start: one that nobody wrote yet is empty.
// An account limited to one area meets those of its own area only.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Zone } from '../../geodata/schema/zone.ts';
import type { ZoneUse, ZoneUseParts } from '../../geodata/schema/zone_use.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

/** With what its zone is. */
export type ZoneUseRow = ZoneUse & { readonly zoneKind: Zone['kind']; readonly zoneStatus: Zone['status'] };

const fields = raw(`
  z.id, z.kind as "zoneKind", z.status as "zoneStatus", coalesce(u.measure_checks, '[]') as "measureChecks",
  coalesce(u.protocol_checks, '[]') as "protocolChecks", coalesce(u.training, '[]') as training,
  to_char(u.occupancy_on, 'YYYY-MM-DD') as "occupancyOn", to_char(u.downgraded_on, 'YYYY-MM-DD') as "downgradedOn",
  coalesce(u.downgraded_for, '{}') as "downgradedFor", coalesce(u.version, 1) as version`);

const source = raw(`zone z left join zone_use u on u.organization_id = z.organization_id and u.zone_id = z.id`);

const visible = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`z.organization_id = ${organizationId} and starts_with(coalesce(z.area_pcode, ''), ${areaPrefix})`;

export const listZoneUse = (
  db: Queryable,
  viewer: Viewer,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ZoneUseRow[]> =>
  db.rows<ZoneUseRow>(sql`
    select ${fields} from ${source}
    where ${visible(viewer)} ${after === undefined ? raw('') : sql`and z.id > ${after}::uuid`}
    order by z.id limit ${limit}`);

const one = (viewer: Viewer, id: string): Sql =>
  sql`select ${fields} from ${source} where ${visible(viewer)} and z.id = ${id}::uuid`;

export const getZoneUse = (db: Queryable, viewer: Viewer, id: string): Promise<ZoneUseRow | null> =>
  db.maybeOne<ZoneUseRow>(one(viewer, id));

/** Reads it to change it: until the transaction ends nobody opens the zone. */
export const holdZoneUse = (db: Queryable, viewer: Viewer, id: string): Promise<ZoneUseRow | null> =>
  db.maybeOne<ZoneUseRow>(sql`${one(viewer, id)} for share of z`);

/** Null where somebody was faster. The version of a record that nobody wrote yet is 1. */
export async function updateZoneUse(
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: ZoneUseParts },
): Promise<ZoneUseRow | null> {
  const [measures, protocols, training] = [record.measureChecks, record.protocolChecks, record.training].map(
    (list) => sql`${JSON.stringify(list)}::jsonb`,
  );
  const changed = await db.run(sql`
    insert into zone_use (organization_id, zone_id, measure_checks, protocol_checks, training, version)
    select ${viewer.organizationId}, ${id}::uuid, ${measures}, ${protocols}, ${training}, 2
    where ${version} = 1
      or exists (select from zone_use where organization_id = ${viewer.organizationId} and zone_id = ${id}::uuid)
    on conflict (organization_id, zone_id) do update set measure_checks = excluded.measure_checks,
      protocol_checks = excluded.protocol_checks, training = excluded.training, version = zone_use.version + 1
      where zone_use.version = ${version}`);
  return changed === 0 ? null : getZoneUse(db, viewer, id);
}

/** The day on which somebody wrote how many people are there; counts as no change of what is shown. */
export const dateOccupancy = (db: Queryable, { organizationId }: Viewer, id: string, on: Date): Promise<number> =>
  db.run(sql`
    insert into zone_use (organization_id, zone_id, occupancy_on)
    values (${organizationId}, ${id}::uuid, (${on}::timestamptz at time zone 'UTC')::date)
    on conflict (organization_id, zone_id) do update set occupancy_on = excluded.occupancy_on`);

/** Many at once, of zones that have none yet. */
export async function loadZoneUse(
  tx: Queryable,
  organizationId: string,
  rows: readonly Omit<ZoneUse, 'version'>[],
): Promise<void> {
  await tx.run(sql`
    insert into zone_use (organization_id, zone_id, measure_checks, protocol_checks, training, occupancy_on, downgraded_on,
      downgraded_for)
    select ${organizationId}, (r->>'id')::uuid, r->'measureChecks', r->'protocolChecks', r->'training',
      (r->>'occupancyOn')::date, (r->>'downgradedOn')::date, array(select jsonb_array_elements_text(r->'downgradedFor'))
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r`);
}
