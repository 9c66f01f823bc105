// API keys of accounts: hashed, scoped, with an end. Asked by the owner of the tables.
import type { Role, Thing } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface ApiKey {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly areaPrefix: string;
  readonly things: Thing[];
  readonly expiresAt: Date;
  /** Day only. */
  readonly lastUsedOn: string | null;
}

const columns = sql`id, account_id as "accountId", name, role, area_prefix as "areaPrefix", things,
  expires_at as "expiresAt", last_used_on as "lastUsedOn"`;

/** `accountId` null: of all accounts of the organization. */
interface Owner {
  readonly organizationId: string;
  readonly accountId: string | null;
}
const owned = ({ organizationId, accountId }: Owner) =>
  sql`organization_id = ${organizationId} and (${accountId}::uuid is null or account_id = ${accountId}::uuid)`;

export async function listKeys(db: Queryable, owner: Owner): Promise<ApiKey[]> {
  return db.rows<ApiKey>(sql`select ${columns} from api_key where ${owned(owner)} order by created_at, id limit 1000`);
}

export async function insertKey(
  db: Queryable,
  key: Omit<ApiKey, 'id' | 'lastUsedOn'> & { organizationId: string; tokenHash: string; now: Date },
): Promise<ApiKey> {
  return db.one<ApiKey>(sql`
    insert into api_key (organization_id, account_id, name, token_hash, role, area_prefix, things, expires_at, created_at)
    values (${key.organizationId}, ${key.accountId}::uuid, ${key.name}, decode(${key.tokenHash}, 'hex'), ${key.role},
            ${key.areaPrefix}, ${key.things}::text[], ${key.expiresAt}, ${key.now}) returning ${columns}`);
}

/** The hash of the key's token, or null where there is no such key. */
export async function deleteKey(db: Queryable, owner: Owner, id: string): Promise<string | null> {
  const gone = await db.maybeOne<{ hash: string }>(sql`
    delete from api_key where ${owned(owner)} and id = ${id}::uuid returning encode(token_hash, 'hex') as hash`);
  return gone?.hash ?? null;
}

export async function deleteKeysOf(db: Queryable, accountId: string): Promise<string[]> {
  const gone = await db.rows<{ hash: string }>(sql`
    delete from api_key where account_id = ${accountId}::uuid returning encode(token_hash, 'hex') as hash`);
  return gone.map(({ hash }) => hash);
}
