// Two stewards with accounts, for attacks on what takes two of them.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from '../../server/db/sql.ts';
import { createDataset, loadRows } from '../../server/queries/load.ts';
import { incidentRow } from '../support/world.ts';
import { type Answer, NOW, type Target } from './target.ts';

export type Ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  version?: number,
) => Promise<Answer>;

/** Signs a steward in whose account is made here. */
export async function stewardWithAccount(target: Target, name: string): Promise<Ask> {
  const token = randomBytes(32).toString('base64url');
  await target.database.run(sql`
    with made as (
      insert into account (organization_id, email, role, status) values ('one', ${`${name}@example.org`}, 'steward', 'active')
      returning id)
    insert into session (token_hash, organization_id, role, account_id, created_at, seen_at, used_second_factor)
    select ${createHash('sha256').update(token).digest()}, 'one', 'steward', id, ${NOW}, ${NOW}, true from made`);
  return (method, path, body, version) =>
    target.send(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

/** Builds and signs the release of a quarter by two stewards; returns its id. */
export async function publishRelease([first, second]: readonly [Ask, Ask], period: string): Promise<string> {
  const built = await first('POST', '/api/release-drafts', { period });
  if (built.status !== 201) throw new Error(built.text);
  const draft = JSON.parse(built.text) as { id: string; version: number };
  const signed = await first('POST', `/api/release-drafts/${draft.id}/signature`, undefined, draft.version);
  const done = await second('POST', `/api/release-drafts/${draft.id}/signature`, undefined, draft.version + 1);
  if (signed.status !== 200 || done.status !== 200) throw new Error(done.text);
  return draft.id;
}

export interface Planted {
  readonly day: string;
  readonly type: string;
  readonly lon: number;
  readonly lat: number;
}

/** Verified, consented records of organization `one`, as a load writes them. */
export async function plant(target: Target, records: readonly Planted[]): Promise<void> {
  await target.database.transaction(
    async (tx) => {
      const name = `planted-${randomBytes(4).toString('hex')}`;
      const datasetId = await createDataset(tx, { organizationId: 'one', noun: 'incident', name });
      const rows = records.map(({ day, type, lon, lat }) => ({
        ...incidentRow,
        type: type as typeof incidentRow.type,
        occurredFrom: `${day}T10:00:00Z`,
        occurredTo: `${day}T10:00:00Z`,
        geom: { type: 'Point' as const, coordinates: [lon, lat] as [number, number] },
      }));
      await loadRows(tx, { noun: 'incident', organizationId: 'one', datasetId }, rows);
    },
    { heavy: true },
  );
}
