// Published releases, as everybody reads them: the bytes that were signed, which never change.
import type { ReleaseScheme } from '../../geodata/schema/release.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export async function isPublished(db: Queryable, viewer: Viewer, period: string): Promise<boolean> {
  const found = await db.maybeOne(sql`
    select period from pub_release where organization_id = ${viewer.organizationId} and period = ${period}`);
  return found !== null;
}

export interface PublishedRelease {
  readonly id: string;
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  readonly sha256: string;
  readonly publishedAt: string;
}

export async function listReleases(db: Queryable, viewer: Viewer): Promise<PublishedRelease[]> {
  return db.rows<PublishedRelease>(sql`
    select id, period, document::json ->> 'scheme' as scheme, (document::json ->> 'floor')::int as floor,
      encode(sha256, 'hex') as sha256, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD') as "publishedAt"
    from pub_release where organization_id = ${viewer.organizationId} order by period desc`);
}

/** The stored text of a published document: the bytes that were signed. */
export async function releaseDocument(
  db: Queryable,
  viewer: Viewer,
  { period, part }: { period: string; part: 'public' | 'evaluator' },
): Promise<{ readonly id: string; readonly document: string } | null> {
  return part === 'public'
    ? db.maybeOne(sql`
        select id, document from pub_release
        where organization_id = ${viewer.organizationId} and period = ${period}`)
    : db.maybeOne(sql`
        select p.id, e.document from pub_release p join pub_release_evaluator e using (organization_id, period)
        where organization_id = ${viewer.organizationId} and period = ${period}`);
}
