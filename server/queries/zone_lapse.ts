// Open zones whose evidence may have lapsed, and their suspension. Runs as the owner, for all organizations.
import { latLngToCell } from 'h3-js';
import type { Zone } from '../../geodata/schema/zone.ts';
import { lapsedClaims } from '../../geodata/schema/zone_checklist.ts';
import type { ZoneUse } from '../../geodata/schema/zone_use.ts';
import type { ZoneClaim } from '../../geodata/schema/zone_words.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { raiseAlert } from './alert_writes.ts';
import { recordWrite } from './writes.ts';

export interface OpenZone extends Pick<ZoneUse, 'measureChecks' | 'protocolChecks'> {
  readonly organizationId: string;
  readonly id: string;
  readonly kind: Zone['kind'];
}

const ALERT_RESOLUTION = 8;

/** Open zones of which something was shown that ends. `day`: YYYY-MM-DD. */
export async function lapsedZones(db: Queryable, day: string): Promise<OpenZone[]> {
  const open = await db.rows<OpenZone>(sql`
    select z.organization_id as "organizationId", z.id, z.kind, u.measure_checks as "measureChecks",
      u.protocol_checks as "protocolChecks"
    from zone z join zone_use u on u.organization_id = z.organization_id and u.zone_id = z.id
    where z.status = 'open'
      and (jsonb_path_exists(u.measure_checks, '$[*].expiresOn ? (@ < $day)', jsonb_build_object('day', ${day}::text))
        or jsonb_path_exists(u.protocol_checks, '$[*].expiresOn ? (@ < $day)', jsonb_build_object('day', ${day}::text)))
    order by z.organization_id, z.id`);
  return open.filter((zone) => lapsedClaims(zone.kind, zone, day).length > 0);
}

/**
 * Suspends one zone, keeps why, and raises an alert. Looks at it again under its lock: what another server or a person did
 * since is found done. False where nothing was to do.
 */
export async function suspendLapsed(
  tx: Transaction,
  { organizationId, id }: OpenZone,
  { day, now }: { readonly day: string; readonly now: Date },
): Promise<boolean> {
  const zone = await tx.maybeOne<
    OpenZone & { readonly areaPcode: string | null; readonly lon: number; readonly lat: number }
  >(sql`
    select z.organization_id as "organizationId", z.id, z.kind, z.area_pcode as "areaPcode",
      u.measure_checks as "measureChecks", u.protocol_checks as "protocolChecks",
      st_x(st_pointonsurface(z.geom)) as lon, st_y(st_pointonsurface(z.geom)) as lat
    from zone z join zone_use u on u.organization_id = z.organization_id and u.zone_id = z.id
    where z.organization_id = ${organizationId} and z.id = ${id}::uuid and z.status = 'open' for update`);
  if (zone === null) return false;
  const lapsed: ZoneClaim[] = lapsedClaims(zone.kind, zone, day);
  if (lapsed.length === 0) return false;
  await tx.run(sql`
    update zone set status = 'suspended', version = version + 1, updated_at = now()
    where organization_id = ${organizationId} and id = ${id}::uuid`);
  await tx.run(sql`
    update zone_use set downgraded_on = ${day}::date, downgraded_for = ${lapsed}
    where organization_id = ${organizationId} and zone_id = ${id}::uuid`);
  // The public saw it open: it hears that something changed.
  await recordWrite(tx, { organizationId, role: 'server', verb: 'change', noun: 'zone', thingId: id, hidden: false });
  await raiseAlert(tx, {
    organizationId,
    role: 'server',
    kind: 'zone_evidence_lapsed',
    severity: 2,
    raisedBy: 'rule',
    areaPcode: zone.areaPcode,
    cell: latLngToCell(zone.lat, zone.lon, ALERT_RESOLUTION),
    reference: `zone:${id}`,
    now,
  });
  return true;
}
