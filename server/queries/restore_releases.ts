// What was published after a backup was made is in people's hands. A restore in its place keeps those releases and the
// marks of the records that they count: built again, or counted again in the next one, the difference of the two would tell.
// So would a record that was merged into one that they count, and is taken apart.
import type { Transaction } from '../db/database.ts';
import { raw } from '../db/sql.ts';

const PUBLISHED = `(select organization_id, id from release where status = 'published')`;

/** Temporary table → what it holds of the database before it is emptied. */
const KEPT: Readonly<Record<string, string>> = {
  kept_release: `select * from release where status = 'published'`,
  kept_signature: `select * from release_signature where (organization_id, release_id) in ${PUBLISHED}`,
  kept_public: 'select * from pub_release',
  kept_evaluator: 'select * from pub_release_evaluator',
  kept_mark: `select organization_id, id, release_id from incident where (organization_id, release_id) in ${PUBLISHED}`,
  kept_merge: `with recursive of_counted as (
      select m.organization_id, m.id, m.merged_into, m.merged_on, m.merged_release_id from incident m
      join incident k on (k.organization_id, k.id) = (m.organization_id, m.merged_into)
      where (k.organization_id, k.release_id) in ${PUBLISHED}
      union
      select m.organization_id, m.id, m.merged_into, m.merged_on, m.merged_release_id from incident m
      join of_counted k on (k.organization_id, k.id) = (m.organization_id, m.merged_into))
    select * from of_counted`,
};

/** Before the tables are emptied. */
export async function keepPublished(tx: Transaction): Promise<void> {
  for (const [name, rows] of Object.entries(KEPT)) await tx.run(raw(`create temp table ${name} as ${rows}`));
}

/** After the backup is loaded; what both have stays as the backup has it. */
export async function bringPublished(tx: Transaction): Promise<void> {
  for (const statement of [
    `delete from release r using kept_release k
     where r.organization_id = k.organization_id and (r.id = k.id or r.period = k.period) and r.status <> 'published'`,
    `insert into release select k.* from kept_release k join organization o on o.id = k.organization_id
     on conflict do nothing`,
    `insert into release_signature select k.* from kept_signature k
     join release r on (r.organization_id, r.id) = (k.organization_id, k.release_id) on conflict do nothing`,
    `insert into pub_release select k.* from kept_public k join organization o on o.id = k.organization_id
     on conflict do nothing`,
    `insert into pub_release_evaluator select k.* from kept_evaluator k
     join pub_release p using (organization_id, period) on conflict do nothing`,
    `update incident i set release_id = k.release_id from kept_mark k
     where (i.organization_id, i.id) = (k.organization_id, k.id) and i.release_id is distinct from k.release_id`,
    // The marks stand as they were: none is carried along.
    'alter table incident disable trigger release_carried',
    `update incident i set (merged_into, merged_on, merged_release_id) = (k.merged_into, k.merged_on, k.merged_release_id)
     from kept_merge k where (i.organization_id, i.id) = (k.organization_id, k.id)`,
    'alter table incident enable trigger release_carried',
    `drop table ${Object.keys(KEPT).join(', ')}`,
  ])
    await tx.run(raw(statement));
}
