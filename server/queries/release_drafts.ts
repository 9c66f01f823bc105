// Drafts of releases: the records that one may count, what was built of them, and who signed. For stewards.
import type { ReleaseArea } from '../../geodata/analysis/disclosure/release_area.ts';
import { GBV_TYPES } from '../../geodata/schema/incident.ts';
import type { ReleaseScheme } from '../../geodata/schema/release.ts';
import type { AuditFinding, ReleaseDraft } from '../../geodata/schema/release_draft.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

export interface ReleaseRecord {
  readonly id: string;
  readonly cell: string;
  /** YYYY-MM */
  readonly month: string;
  readonly type: (typeof GBV_TYPES)[number];
}

/** Verified, consented, not merged into another, not expired, of a cell and a month, of the six types. */
const countable = (now: Date): Sql => sql`
  verification = 'verified' and consent = 'given' and merged_into is null and cell_r7 is not null and time_precision <> 'year'
  and (expires_on is null or expires_on >= (${now}::timestamptz at time zone 'UTC')::date)
  and type = any(${[...GBV_TYPES]}::text[])`;

/** The quarter of a day as it is written: 2026-Q3. */
const quarterOfDay: Sql = raw(`to_char(day, 'YYYY-"Q"Q')`);

/**
 * Records of the quarter, and those of published quarters that came too late for them. A record that a published release
 * counts is in no other, ever.
 */
export async function releasableRecords(
  db: Queryable,
  viewer: Viewer,
  { period, end, now }: { period: string; end: string; now: Date },
): Promise<ReleaseRecord[]> {
  return db.rows<ReleaseRecord>(sql`
    select id, cell_r7 as cell, to_char(day, 'YYYY-MM') as month, type
    from incident
    where organization_id = ${viewer.organizationId} and ${countable(now)} and day < ${end}::date
      and (release_id is null or release_id not in (
        select id from release where organization_id = ${viewer.organizationId} and status = 'published'))
      and (${quarterOfDay} = ${period} or ${quarterOfDay} in (
        select period from pub_release where organization_id = ${viewer.organizationId}))
    order by id`);
}

/** Outlines of the areas of level 1 and 2. */
export async function releaseAreas(db: Queryable, viewer: Viewer): Promise<ReleaseArea[]> {
  return db.rows<ReleaseArea>(sql`
    select pcode, admin_level as "adminLevel", parent_pcode as "parentPcode", st_asgeojson(geom, 7)::json as geom
    from area where organization_id = ${viewer.organizationId} and admin_level in (1, 2) order by pcode`);
}

export async function releaseRules(
  db: Queryable,
  viewer: Viewer,
): Promise<{ readonly floor: number; readonly scheme: ReleaseScheme }> {
  return db.one(sql`
    select release_floor as floor, release_scheme as scheme from organization where id = ${viewer.organizationId}`);
}

const utc = (column: string): Sql => raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);

const draftFields: Sql = sql`
  r.id, r.period, r.scheme, r.floor, r.status, encode(r.sha256, 'hex') as sha256, r.parameters -> 'records' as records,
  r.findings, ${utc('r.built_at')} as "builtAt", r.version,
  coalesce((select json_agg(json_build_object('accountId', s.account_id, 'at', ${utc('s.signed_at')}) order by s.signed_at)
    from release_signature s where s.organization_id = r.organization_id and s.release_id = r.id), '[]'::json) as signatures`;

export async function listDrafts(db: Queryable, viewer: Viewer): Promise<ReleaseDraft[]> {
  return db.rows<ReleaseDraft>(sql`
    select ${draftFields} from release r where r.organization_id = ${viewer.organizationId}
    order by r.period desc, r.built_at desc limit 200`);
}

export async function getDraft(db: Queryable, viewer: Viewer, id: string): Promise<ReleaseDraft | null> {
  return db.maybeOne<ReleaseDraft>(sql`
    select ${draftFields} from release r where r.organization_id = ${viewer.organizationId} and r.id = ${id}::uuid`);
}

export async function draftDocument(
  db: Queryable,
  viewer: Viewer,
  { id, part }: { id: string; part: 'public' | 'evaluator' },
): Promise<string | null> {
  const row = await db.maybeOne<{ document: string }>(sql`
    select ${raw(part === 'public' ? 'public_document' : 'evaluator_document')} as document
    from release where organization_id = ${viewer.organizationId} and id = ${id}::uuid`);
  return row?.document ?? null;
}

export interface NewDraft {
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  readonly publicDocument: string;
  readonly evaluatorDocument: string;
  readonly records: ReleaseDraft['records'];
  readonly findings: readonly AuditFinding[];
  readonly recordIds: readonly string[];
}

/** Stores a draft in the place of every other unpublished one: a record can be in one at a time. */
export async function insertDraft(db: Queryable, viewer: Viewer, draft: NewDraft): Promise<ReleaseDraft> {
  await db.run(sql`delete from release where organization_id = ${viewer.organizationId} and status <> 'published'`);
  const { id } = await db.one<{ id: string }>(sql`
    insert into release (organization_id, period, scheme, floor, status, public_document, evaluator_document, sha256,
      parameters, findings, built_by)
    values (${viewer.organizationId}, ${draft.period}, ${draft.scheme}, ${draft.floor},
      ${draft.findings.length === 0 ? 'draft' : 'blocked'}, ${draft.publicDocument}, ${draft.evaluatorDocument},
      sha256(convert_to(${draft.publicDocument} || chr(10) || ${draft.evaluatorDocument}, 'UTF8')),
      ${JSON.stringify({ records: draft.records, counted: draft.recordIds.length })}::jsonb,
      ${JSON.stringify(draft.findings)}::jsonb, ${viewer.accountId ?? null}::uuid)
    returning id`);
  await db.run(sql`
    update incident set release_id = null
    where organization_id = ${viewer.organizationId} and release_id is not null
      and release_id not in (select id from release where organization_id = ${viewer.organizationId})`);
  await db.run(sql`
    update incident set release_id = ${id}::uuid
    where organization_id = ${viewer.organizationId} and id = any(${[...draft.recordIds]}::uuid[])`);
  return (await getDraft(db, viewer, id)) as ReleaseDraft;
}

export async function deleteDraft(
  db: Queryable,
  viewer: Viewer,
  target: { id: string; version: number },
): Promise<boolean> {
  const removed = await db.run(sql`
    delete from release where organization_id = ${viewer.organizationId} and id = ${target.id}::uuid
      and version = ${target.version} and status <> 'published'`);
  if (removed === 0) return false;
  await db.run(sql`
    update incident set release_id = null
    where organization_id = ${viewer.organizationId} and release_id = ${target.id}::uuid`);
  return true;
}

/** Whether every record that the draft counts is still one that may be counted. */
export async function draftStands(
  db: Queryable,
  viewer: Viewer,
  { id, now }: { id: string; now: Date },
): Promise<boolean> {
  const { stands } = await db.one<{ stands: boolean }>(sql`
    select (select (parameters ->> 'counted')::int from release
            where organization_id = ${viewer.organizationId} and id = ${id}::uuid) =
           (select count(*) from incident
            where organization_id = ${viewer.organizationId} and release_id = ${id}::uuid and ${countable(now)}) as stands`);
  return stands;
}

/** Adds a signature; false where this steward has signed already. */
export async function signDraft(
  db: Queryable,
  viewer: Viewer,
  { id, signer, now }: { id: string; signer: string; now: Date },
): Promise<boolean> {
  const added = await db.run(sql`
    insert into release_signature (organization_id, release_id, account_id, signed_at)
    values (${viewer.organizationId}, ${id}::uuid, ${signer}::uuid, ${now}) on conflict do nothing`);
  return added === 1;
}

/** Moves a draft on; null when its version is another. Published, its documents are copied to where they never change. */
export async function advanceDraft(
  db: Queryable,
  viewer: Viewer,
  { id, version, status, now }: { id: string; version: number; status: 'signed' | 'published'; now: Date },
): Promise<ReleaseDraft | null> {
  const moved = await db.run(sql`
    update release set status = ${status}, version = version + 1
    where organization_id = ${viewer.organizationId} and id = ${id}::uuid and version = ${version}`);
  if (moved === 0) return null;
  if (status === 'published') {
    await db.run(sql`
      insert into pub_release (organization_id, period, id, document, sha256, published_at)
      select organization_id, period, id, public_document, sha256, ${now}::timestamptz from release
      where organization_id = ${viewer.organizationId} and id = ${id}::uuid`);
    await db.run(sql`
      insert into pub_release_evaluator (organization_id, period, document)
      select organization_id, period, evaluator_document from release
      where organization_id = ${viewer.organizationId} and id = ${id}::uuid`);
  }
  return getDraft(db, viewer, id);
}
