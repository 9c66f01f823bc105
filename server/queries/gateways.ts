// Contact gateways: whom to call about a kind of care in a district. Public records, linked to no service.
import type { Gateway, GatewayInput } from '../../geodata/schema/gateway.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { ServiceKind } from '../../geodata/schema/service_words.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

const fields = raw('id, area_pcode as "areaPcode", kind, name, phone, languages, hours, version');

const one = ({ organizationId }: Viewer, id: string): Sql =>
  sql`organization_id = ${organizationId} and id = ${id}::uuid`;

/** `area`: gateways of that area, of those that hold it, and of those within it. */
export async function listGateways(
  db: Queryable,
  viewer: Viewer,
  filter: {
    area?: string | undefined;
    kind?: ServiceKind | undefined;
    after?: string | undefined;
    only?: Sql | undefined;
    limit: number;
  },
): Promise<Gateway[]> {
  const conditions: Sql[] = [sql`organization_id = ${viewer.organizationId}`];
  const { area, kind, after } = filter;
  if (area !== undefined) conditions.push(sql`(starts_with(area_pcode, ${area}) or starts_with(${area}, area_pcode))`);
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (after !== undefined) conditions.push(sql`id > ${after}::uuid`);
  if (filter.only !== undefined) conditions.push(filter.only);
  return db.rows<Gateway>(
    sql`select ${fields} from gateway where ${join(conditions, ' and ')} order by id limit ${filter.limit}`,
  );
}

export const getGateway = (db: Queryable, viewer: Viewer, id: string): Promise<Gateway | null> =>
  db.maybeOne<Gateway>(sql`select ${fields} from gateway where ${one(viewer, id)}`);

export const insertGateway = (db: Queryable, viewer: Viewer, gateway: GatewayInput): Promise<Gateway> =>
  db.one<Gateway>(sql`
    insert into gateway (organization_id, area_pcode, kind, name, phone, languages, hours)
    values (${viewer.organizationId}, ${gateway.areaPcode}, ${gateway.kind}, ${gateway.name}, ${gateway.phone},
      ${gateway.languages}, ${gateway.hours})
    returning ${fields}`);

export const updateGateway = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: GatewayInput },
): Promise<Gateway | null> =>
  db.maybeOne<Gateway>(sql`
    update gateway set area_pcode = ${record.areaPcode}, kind = ${record.kind}, name = ${record.name},
      phone = ${record.phone}, languages = ${record.languages}, hours = ${record.hours}, updated_at = now(), version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deleteGateway = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> => (await db.run(sql`delete from gateway where ${one(viewer, id)} and version = ${version}`)) === 1;
