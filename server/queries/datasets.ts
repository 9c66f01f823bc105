// Datasets: what was loaded, from where, as of when.
import type { Dataset } from '../../geodata/schema/dataset.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { serviceTable, visibleServices } from './services.ts';
import { visibleZones, zoneTable } from './zones.ts';

/** What the server answers: the dataset and the version that a change names. */
export interface DatasetRecord extends Dataset {
  readonly version: number;
}

interface DatasetRow extends Omit<DatasetRecord, 'cellDegrees' | 'createdAt'> {
  readonly cellWidth: number | null;
  readonly cellHeight: number | null;
  readonly createdAt: Date;
}

const fields: Sql = sql`
  id, organization_id as "organizationId", noun, name, title, source, licence, as_of as "asOf",
  input_precision as "inputPrecision", cell_width as "cellWidth", cell_height as "cellHeight", invented,
  row_count as "rowCount", version, created_at as "createdAt"`;

function toDataset({ cellWidth, cellHeight, createdAt, ...rest }: DatasetRow): DatasetRecord {
  return {
    ...rest,
    cellDegrees: cellWidth === null || cellHeight === null ? null : [cellWidth, cellHeight],
    createdAt: createdAt.toISOString(),
  };
}

/** A dataset of which the viewer sees no row does not exist for the viewer: its name alone may tell too much. */
const seen = (viewer: Viewer): Sql => sql`
  organization_id = ${viewer.organizationId}
  and (noun <> 'service' or id in (select dataset_id from ${serviceTable(viewer)} where ${visibleServices(viewer)}))
  and (noun <> 'zone' or id in (select dataset_id from ${zoneTable(viewer)} where ${visibleZones(viewer)}))`;

/** The organization's datasets; those of nouns that the viewer may not read are left out by the caller. */
export async function listDatasets(db: Queryable, viewer: Viewer): Promise<DatasetRecord[]> {
  const rows = await db.rows<DatasetRow>(sql`
    select ${fields} from dataset where ${seen(viewer)} order by noun, name`);
  return rows.map(toDataset);
}

/** A dataset by id or by name. */
export async function findDataset(db: Queryable, viewer: Viewer, idOrName: string): Promise<DatasetRecord | null> {
  const row = await db.maybeOne<DatasetRow>(sql`
    select ${fields} from dataset
    where ${seen(viewer)} and (id::text = ${idOrName} or name = ${idOrName})`);
  return row === null ? null : toDataset(row);
}
