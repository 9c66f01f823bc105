// Saved views of the board: each account's own, by the query and by row-level security. Sessions without an account (the demo)
// share those of the nil UUID.
import type { BoardView, BoardViewInput } from '../../geodata/schema/board_view.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const fields = raw('id, name, view, version');

const own = ({ organizationId, accountId }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and account_id = ${accountId ?? NOBODY}::uuid`;

/** Views that one account keeps. */
export const VIEWS_MOST = 100;

/** In the order of their names. */
export const listViews = (db: Queryable, viewer: Viewer): Promise<BoardView[]> =>
  db.rows<BoardView>(
    sql`select ${fields} from board_view where ${own(viewer)} order by lower(name), id limit ${VIEWS_MOST}`,
  );

export const getView = (db: Queryable, viewer: Viewer, id: string): Promise<BoardView | null> =>
  db.maybeOne<BoardView>(sql`select ${fields} from board_view where ${own(viewer)} and id = ${id}::uuid`);

export const countViews = async (db: Queryable, viewer: Viewer): Promise<number> =>
  (await db.one<{ count: number }>(sql`select count(*)::int as count from board_view where ${own(viewer)}`)).count;

export const insertView = (db: Queryable, viewer: Viewer, { name, view }: BoardViewInput): Promise<BoardView> =>
  db.one<BoardView>(sql`
    insert into board_view (organization_id, account_id, name, view)
    values (${viewer.organizationId}, ${viewer.accountId ?? NOBODY}::uuid, ${name}, ${JSON.stringify(view)}::jsonb)
    returning ${fields}`);

export const updateView = (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: BoardViewInput },
): Promise<BoardView | null> =>
  db.maybeOne<BoardView>(sql`
    update board_view set name = ${record.name}, view = ${JSON.stringify(record.view)}::jsonb, version = version + 1
    where ${own(viewer)} and id = ${id}::uuid and version = ${version} returning ${fields}`);

export const deleteView = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from board_view where ${own(viewer)} and id = ${id}::uuid and version = ${version}`)) === 1;
