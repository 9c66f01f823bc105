// Datasets one by one: what is said of them, how many rows they have, and their removal with every row.
import type { DatasetChange, Noun } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

const one = ({ organizationId }: Viewer, id: string): Sql =>
  sql`organization_id = ${organizationId} and id = ${id}::uuid`;

export async function updateDataset(
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: Required<DatasetChange> },
): Promise<boolean> {
  const changed = await db.run(sql`
    update dataset set title = ${record.title}, source = ${record.source}, licence = ${record.licence},
      as_of = ${record.asOf}::date, input_precision = ${record.inputPrecision}, version = version + 1
    where ${one(viewer, id)} and version = ${version}`);
  return changed === 1;
}

/**
 * Counts `more` rows (fewer when negative), which makes a new version of the dataset; writers of its rows wait for each
 * other here. `version`: what the writer has read, where it must still hold. Throws `dataset_not_found`, `stale_version`.
 */
export async function countRows(
  tx: Queryable,
  viewer: Viewer,
  dataset: { noun: Noun; datasetId: string; more: number; version?: number },
): Promise<{ readonly version: number; readonly rowCount: number }> {
  const row = await tx.maybeOne<{ version: number; rowCount: number }>(sql`
    update dataset set row_count = row_count + ${dataset.more}::integer, version = version + 1
    where ${one(viewer, dataset.datasetId)} and noun = ${dataset.noun} returning version, row_count as "rowCount"`);
  if (row === null) throw new Problem('dataset_not_found', 'Look at /api/datasets.');
  if (dataset.version !== undefined && row.version !== dataset.version + 1) {
    throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
  }
  return row;
}

/** Whether a release that somebody signed, or that is published, counts incidents of this dataset. */
export async function isSigned(
  tx: Queryable,
  viewer: Pick<Viewer, 'organizationId'>,
  { noun, id }: { noun: Noun; id: string },
): Promise<boolean> {
  if (noun !== 'incident') return false;
  const { signed } = await tx.one<{ signed: boolean }>(sql`
    select exists (select from release where organization_id = ${viewer.organizationId} and status = 'signed')
      or exists (select from incident where organization_id = ${viewer.organizationId} and dataset_id = ${id}::uuid
        and release_id is not null) as signed`);
  return signed;
}

/** Whether the public saw nothing of a dataset. */
export async function isHiddenDataset(
  tx: Queryable,
  viewer: Viewer,
  { noun, id }: { noun: Noun; id: string },
): Promise<boolean> {
  if (noun === 'incident' || noun === 'patrol') return true;
  if (noun !== 'service' && noun !== 'zone') return false;
  const rows = noun === 'service' ? sql`pub_service` : sql`pub_zone`;
  const { seen } = await tx.one<{ seen: boolean }>(sql`
    select exists (select from ${rows} where organization_id = ${viewer.organizationId} and dataset_id = ${id}::uuid) as seen`);
  return !seen;
}

/**
 * Removes a dataset with all its rows; false when its version is another. Incidents are named in the list of what must
 * stay removed when a backup is restored.
 */
export async function deleteDatasetRows(
  tx: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> {
  if (viewer.role === 'steward') {
    await tx.run(sql`
      insert into revocation (organization_id, incident_id, reason)
      select organization_id, id, 'erased' from incident
      where organization_id = ${viewer.organizationId} and dataset_id = ${id}::uuid
      on conflict do nothing`);
    await takeApart(tx, viewer, id);
  }
  return (await tx.run(sql`delete from dataset where ${one(viewer, id)} and version = ${version}`)) === 1;
}

/** What was merged into a record of the dataset, and is of another, stands for itself again. */
async function takeApart(tx: Queryable, { organizationId }: Viewer, id: string): Promise<void> {
  const merged = sql`organization_id = ${organizationId} and dataset_id is distinct from ${id}::uuid and merged_into in (
    select id from incident where organization_id = ${organizationId} and dataset_id = ${id}::uuid)`;
  // The other record is about to go: no release mark goes back to it.
  await tx.run(sql`update incident set merged_release_id = null where ${merged} and merged_release_id is not null`);
  await tx.run(sql`update incident set merged_into = null, merged_on = null where ${merged}`);
}
