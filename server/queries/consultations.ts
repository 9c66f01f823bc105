// Consultations: who was asked about what, where and how it ended. Planners meet none about patrols: where a patrol is being
// talked about tells where one will go. Whoever proposes something asks `isConsulted`.
import type { Consultation, ConsultationInput } from '../../geodata/schema/consultation.ts';
import type { ConsultationTopic, ConsultedGroup } from '../../geodata/schema/consultation_words.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';

const fields = raw(`id, topic, area_pcode as "areaPcode", people_group as "group", held_on as "heldOn",
  people, women, outcome, concerns, zone_id as "zoneId", route_id as "routeId", version`);

const visible = ({ organizationId, role, areaPrefix }: Viewer): Sql => sql`
  organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix})
  and (topic <> 'patrol' or ${role !== 'planner'})`;

const one = (viewer: Viewer, id: string): Sql => sql`${visible(viewer)} and id = ${id}::uuid`;

/**
 * Whether women's groups and the community of an area were asked, and did not refuse. It counts what was held in the
 * organization's days (180 unless set) up to `on`, about this topic, in this area, one that holds it, or one within it (by
 * P-code prefix). Of each area the last talk with the group counts. The area's own decides where there is one; else one at
 * least must not have refused, and none: what a village refused is not overruled by its district, nor by its neighbor. Of two
 * talks on one day a refusal counts.
 */
export async function isConsulted(
  db: Queryable,
  { organizationId }: Viewer,
  { areaPcode, topic, on }: { areaPcode: string; topic: Extract<ConsultationTopic, 'zone' | 'patrol'>; on: Date },
): Promise<{ women: boolean; community: boolean }> {
  const day = sql`(${on}::timestamptz at time zone 'UTC')::date`;
  const last = await db.rows<{ group: ConsultedGroup; own: boolean; refused: boolean }>(sql`
    select distinct on (c.people_group, c.area_pcode)
      c.people_group as "group", c.area_pcode = ${areaPcode} as own, c.outcome = 'refused' as refused
    from consultation c join organization o on o.id = c.organization_id
    where c.organization_id = ${organizationId} and c.topic = ${topic} and c.people_group in ('women', 'community')
      and (starts_with(c.area_pcode, ${areaPcode}) or starts_with(${areaPcode}, c.area_pcode))
      and c.held_on <= ${day} and c.held_on > ${day} - o.consultation_days
    order by c.people_group, c.area_pcode, c.held_on desc, (c.outcome = 'refused') desc`);
  const isGiven = (group: ConsultedGroup): boolean => {
    const talks = last.filter((talk) => talk.group === group);
    const own = talks.find((talk) => talk.own);
    return own === undefined ? talks.length > 0 && talks.every(({ refused }) => !refused) : !own.refused;
  };
  return { women: isGiven('women'), community: isGiven('community') };
}

/** Newest first. `after`: date and id of the last one of the page before. */
export async function listConsultations(
  db: Queryable,
  viewer: Viewer,
  filter: {
    topic?: ConsultationTopic | undefined;
    area?: string | undefined;
    after?: { day: string; id: string } | undefined;
    limit: number;
  },
): Promise<Consultation[]> {
  const { topic, area, after } = filter;
  const conditions: Sql[] = [visible(viewer)];
  if (topic !== undefined) conditions.push(sql`topic = ${topic}`);
  if (area !== undefined) conditions.push(sql`(starts_with(area_pcode, ${area}) or starts_with(${area}, area_pcode))`);
  if (after !== undefined) conditions.push(sql`(held_on, id) < (${after.day}::date, ${after.id}::uuid)`);
  return db.rows<Consultation>(sql`
    select ${fields} from consultation where ${join(conditions, ' and ')} order by held_on desc, id desc limit ${filter.limit}`);
}

export const getConsultation = (db: Queryable, viewer: Viewer, id: string): Promise<Consultation | null> =>
  db.maybeOne<Consultation>(sql`select ${fields} from consultation where ${one(viewer, id)}`);

export const insertConsultation = (db: Queryable, viewer: Viewer, record: ConsultationInput): Promise<Consultation> =>
  db.one<Consultation>(sql`
    insert into consultation (organization_id, topic, area_pcode, people_group, held_on, people, women, outcome, concerns,
      zone_id, route_id)
    values (${viewer.organizationId}, ${record.topic}, ${record.areaPcode}, ${record.group}, ${record.heldOn}::date,
      ${record.people}, ${record.women}, ${record.outcome}, ${[...new Set(record.concerns)]}, ${record.zoneId}::uuid,
      ${record.routeId}::uuid)
    returning ${fields}`);

export const updateConsultation = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: ConsultationInput },
): Promise<Consultation | null> =>
  db.maybeOne<Consultation>(sql`
    update consultation set topic = ${record.topic}, area_pcode = ${record.areaPcode}, people_group = ${record.group},
      held_on = ${record.heldOn}::date, people = ${record.people}, women = ${record.women}, outcome = ${record.outcome},
      concerns = ${[...new Set(record.concerns)]}, zone_id = ${record.zoneId}::uuid, route_id = ${record.routeId}::uuid,
      version = version + 1
    where ${one(viewer, id)} and version = ${version} returning ${fields}`);

export const deleteConsultation = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from consultation where ${one(viewer, id)} and version = ${version}`)) === 1;
