// Focal points of communities, as stewards make and end them. Ending one removes the row: what was observed leads to nobody.
import type { FocalPoint, FocalPointInput } from '../../geodata/schema/focal_point.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

const fields = raw('id, area_pcode as "areaPcode", people_group as "group", languages, made_on as "madeOn"');

const visible = ({ organizationId, areaPrefix }: Viewer): Sql =>
  sql`organization_id = ${organizationId} and starts_with(area_pcode, ${areaPrefix})`;

export const listFocalPoints = (db: Queryable, viewer: Viewer): Promise<FocalPoint[]> =>
  db.rows<FocalPoint>(
    sql`select ${fields} from focal_point where ${visible(viewer)} order by area_pcode, people_group, id`,
  );

/** Null where another focal point has the code that was drawn. */
export const insertFocalPoint = (
  db: Queryable,
  { organizationId }: Viewer,
  { input, codeHash, today }: { input: FocalPointInput; codeHash: Uint8Array; today: string },
): Promise<FocalPoint | null> =>
  db.maybeOne<FocalPoint>(sql`
    insert into focal_point (organization_id, area_pcode, people_group, languages, made_on, code_hash)
    values (${organizationId}, ${input.areaPcode}, ${input.group}, ${[...new Set(input.languages)]}, ${today}::date, ${codeHash})
    on conflict do nothing returning ${fields}`);

export const deleteFocalPoint = async (db: Queryable, viewer: Viewer, id: string): Promise<boolean> =>
  (await db.run(sql`delete from focal_point where ${visible(viewer)} and id = ${id}::uuid`)) === 1;
