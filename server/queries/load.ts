// Bulk load: rows of one noun into a dataset, staged by COPY, given their area, then written in one statement.
// Knows no file and no format. The caller holds the transaction and records the write.

import type { Dataset, InputPrecision, Noun } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { copyChunks, copyLine } from './copy_text.ts';
import { areaOfCells, areaOfPoints } from './load_areas.ts';
import { LOAD_SHAPES, type LoadNoun, type LoadRow, type LoadShape } from './load_shapes.ts';

export type { LoadNoun, LoadRow, PatrolEffort } from './load_shapes.ts';

/** Rows over which the planner's statistics are renewed after the load (the embedded database never does it itself). */
const ANALYZE_FROM = 1000;

export interface LoadTarget<N extends LoadNoun> {
  readonly noun: N;
  readonly organizationId: string;
  readonly datasetId: string;
}

/**
 * Writes rows (input forms of the schema, geometry as GeoJSON) and returns how many. H3 cells of incidents and the
 * area of every noun that has one are computed here. Throws Problem `invalid_geometry` with one part per invalid
 * polygon (pointer = index of the row) and `already_exists` for P-codes the organization has already.
 */
export async function loadRows<N extends LoadNoun>(
  tx: Transaction,
  into: LoadTarget<N>,
  rows: AsyncIterable<LoadRow[N]> | Iterable<LoadRow[N]>,
): Promise<number> {
  const shape: LoadShape<LoadRow[N]> = LOAD_SHAPES[into.noun];
  const columns = shape.columns.join(', ');
  await tx.run(raw(`create temp table staged as select 0 as row_index, ${columns} from ${shape.table} limit 0`));
  const lines = copyChunks(rows, (row, index) => copyLine([index, ...shape.values(row, index)]));
  const count = await tx.copyIn(raw(`staged (row_index, ${columns})`), lines);
  await tx.run(raw('analyze staged'));
  if (shape.polygons) await refuseInvalidPolygons(tx, count);
  if (into.noun === 'area') await refuseKnownPcodes(tx, into.organizationId);
  await writeStaged(tx, into, shape);
  await tx.run(raw('drop table staged'));
  if (count >= ANALYZE_FROM) await tx.run(raw(`analyze ${shape.table}`));
  return count;
}

async function writeStaged<Row>(tx: Transaction, into: LoadTarget<LoadNoun>, shape: LoadShape<Row>): Promise<void> {
  const key = shape.withoutDataset
    ? { names: 'organization_id', values: sql`${into.organizationId}` }
    : { names: 'organization_id, dataset_id', values: sql`${into.organizationId}, ${into.datasetId}::uuid` };
  const plain = shape.columns.filter((column) => column !== 'area_pcode');
  const selected = raw(plain.map((column) => `s.${column}`).join(', '));
  const order = raw(shape.order === undefined ? '' : `order by s.${shape.order}`);
  const target = (extra: string) => raw(`${shape.table} (${key.names}, ${plain.join(', ')}${extra})`);
  if (into.noun === 'incident') {
    await areaOfCells(tx, into.organizationId);
    // Named by the source, or else that of the r7 cell's center: never one looked up from the exact point.
    await tx.run(sql`
      insert into ${target(', area_pcode, area_r7, area_r8')}
      select ${key.values}, ${selected}, coalesce(s.area_pcode, r7.pcode), r7.pcode, r8.pcode
      from staged s left join spot_area r7 on r7.key = s.cell_r7 left join spot_area r8 on r8.key = s.cell_r8
      ${order}`);
    await tx.run(raw('drop table spot_area'));
  } else if (shape.areaPoint !== undefined) {
    await areaOfPoints(tx, into.organizationId, shape.areaPoint);
    await tx.run(sql`
      insert into ${target(', area_pcode')}
      select ${key.values}, ${selected}, coalesce(s.area_pcode, found.pcode)
      from staged s left join spot_area found on found.key = s.row_index::text ${order}`);
    await tx.run(raw('drop table spot_area'));
  } else {
    await tx.run(sql`insert into ${target('')} select ${key.values}, ${selected} from staged s ${order}`);
  }
}

/** ST_IsValid rejects, nothing repairs: the reason and the place of each invalid polygon go into the Problem. */
async function refuseInvalidPolygons(tx: Transaction, count: number): Promise<void> {
  const found = await tx.rows<{
    row_index: number;
    valid: boolean;
    reason: string;
    lon: number | null;
    lat: number | null;
  }>(sql`
    select s.row_index, (d.detail).valid as valid, coalesce((d.detail).reason, '') as reason,
           st_x((d.detail).location) as lon, st_y((d.detail).location) as lat
    from staged s cross join lateral (select st_isvaliddetail(s.geom) as detail offset 0) d order by s.row_index`);
  // The embedded database answers a failing GEOS call with no rows and no error.
  if (found.length !== count) throw new Problem('invalid_geometry', 'The validity of a polygon could not be decided.');
  const invalid = found.filter((one) => one.valid !== true);
  if (invalid.length === 0) return;
  throw new Problem(
    'invalid_geometry',
    `${invalid.length} of ${count} polygons are not valid.`,
    invalid.slice(0, 100).map((one) => ({
      pointer: `/${one.row_index}`,
      detail: one.lon === null || one.lat === null ? one.reason : `${one.reason} at ${place(one.lon, one.lat)}`,
    })),
  );
}

const place = (lon: number, lat: number): string => `lon ${lon.toFixed(6)}, lat ${lat.toFixed(6)}`;

async function refuseKnownPcodes(tx: Transaction, organizationId: string): Promise<void> {
  const known = await tx.rows<{ row_index: number; pcode: string }>(sql`
    select s.row_index, s.pcode from staged s
    where exists (select from area a where a.organization_id = ${organizationId} and a.pcode = s.pcode)
       or exists (select from staged earlier where earlier.pcode = s.pcode and earlier.row_index < s.row_index)
    order by s.row_index`);
  if (known.length === 0) return;
  throw new Problem(
    'already_exists',
    `${known.length} areas have a P-code that exists already.`,
    known.slice(0, 100).map((one) => ({ pointer: `/${one.row_index}`, detail: `P-code ${one.pcode} exists already.` })),
  );
}

/** Creates the organization unless it is there; its name is not changed. */
export async function ensureOrganization(tx: Transaction, organization: { id: string; name: string }): Promise<void> {
  await tx.run(sql`
    insert into organization (id, name) values (${organization.id}, ${organization.name}) on conflict (id) do nothing`);
}

export interface NewDataset {
  readonly organizationId: string;
  readonly noun: Noun;
  readonly name: string;
  readonly title?: string;
  readonly source?: string;
  readonly licence?: string;
  readonly asOf?: string | null;
  readonly inputPrecision?: InputPrecision;
  readonly cellDegrees?: Dataset['cellDegrees'];
  readonly invented?: boolean;
}

/** Creates an empty dataset and returns its id. Throws Problem `already_exists` where the name is taken. */
export async function createDataset(tx: Transaction, dataset: NewDataset): Promise<string> {
  const made = await tx.maybeOne<{ id: string }>(sql`
    insert into dataset (organization_id, noun, name, title, source, licence, as_of, input_precision, cell_width,
                         cell_height, invented)
    values (${dataset.organizationId}, ${dataset.noun}, ${dataset.name}, ${dataset.title ?? ''},
            ${dataset.source ?? ''}, ${dataset.licence ?? ''}, ${dataset.asOf ?? null},
            ${dataset.inputPrecision ?? 'unknown'}, ${dataset.cellDegrees?.[0] ?? null},
            ${dataset.cellDegrees?.[1] ?? null}, ${dataset.invented ?? false})
    on conflict (organization_id, name) do nothing returning id`);
  if (made === null) throw new Problem('already_exists', `There is a dataset named ${dataset.name} already.`);
  return made.id;
}

export interface FinishedDataset {
  readonly organizationId: string;
  readonly datasetId: string;
  readonly rowCount: number;
  readonly fileSha256?: string;
  readonly asOf?: string | null;
  readonly inputPrecision?: InputPrecision;
  readonly cellDegrees?: Dataset['cellDegrees'];
}

/** Writes what is known only after the last row: the count, and whatever else is given. */
export async function finishDataset(tx: Transaction, finished: FinishedDataset): Promise<void> {
  const changed = await tx.run(sql`
    update dataset set row_count = ${finished.rowCount},
      file_sha256 = coalesce(${finished.fileSha256 ?? null}, file_sha256),
      as_of = coalesce(${finished.asOf ?? null}::date, as_of),
      input_precision = coalesce(${finished.inputPrecision ?? null}, input_precision),
      cell_width = coalesce(${finished.cellDegrees?.[0] ?? null}, cell_width),
      cell_height = coalesce(${finished.cellDegrees?.[1] ?? null}, cell_height)
    where organization_id = ${finished.organizationId} and id = ${finished.datasetId}`);
  if (changed !== 1) throw new Problem('dataset_not_found');
}

/** Lets the statements of this transaction run for as long, and sort in as much memory, as a large load takes. */
export async function allowLongStatements(tx: Transaction): Promise<void> {
  await tx.run(raw(`set local statement_timeout = '30min'`));
  await tx.run(raw(`set local work_mem = '64MB'`));
}
