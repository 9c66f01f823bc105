// Indicators of early warning: what an organization watches. One of each kind.
import type { Indicator, IndicatorInput } from '../../geodata/schema/indicator.ts';
import { UNIT_OF } from '../../geodata/schema/indicator_words.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';

type Stored = Omit<Indicator, 'unit'>;
const fields = raw('id, kind, weight, threshold, frequency, active, version');

const withUnit = (row: Stored): Indicator => ({ ...row, unit: UNIT_OF[row.kind] });
const withUnits = (row: Stored | null): Indicator | null => (row === null ? null : withUnit(row));

const one = ({ organizationId }: Viewer, id: string): Sql =>
  sql`organization_id = ${organizationId} and id = ${id}::uuid`;

export const listIndicators = async (
  db: Queryable,
  { organizationId }: Pick<Viewer, 'organizationId'>,
): Promise<Indicator[]> =>
  (
    await db.rows<Stored>(sql`select ${fields} from indicator where organization_id = ${organizationId} order by kind`)
  ).map(withUnit);

export const getIndicator = async (db: Queryable, viewer: Viewer, id: string): Promise<Indicator | null> =>
  withUnits(await db.maybeOne<Stored>(sql`select ${fields} from indicator where ${one(viewer, id)}`));

/** Null where the kind is watched already. */
export const insertIndicator = async (
  db: Queryable,
  { organizationId }: Viewer,
  { kind, weight, threshold, frequency, active }: IndicatorInput,
): Promise<Indicator | null> =>
  withUnits(
    await db.maybeOne<Stored>(sql`
      insert into indicator (organization_id, kind, weight, threshold, frequency, active)
      values (${organizationId}, ${kind}, ${weight}, ${threshold}, ${frequency}, ${active})
      on conflict (organization_id, kind) do nothing returning ${fields}`),
  );

export const updateIndicator = async (
  db: Queryable,
  viewer: Viewer,
  { id, version, record }: { id: string; version: number; record: IndicatorInput },
): Promise<Indicator | null> =>
  withUnits(
    await db.maybeOne<Stored>(sql`
      update indicator set weight = ${record.weight}, threshold = ${record.threshold}, frequency = ${record.frequency},
        active = ${record.active}, version = version + 1
      where ${one(viewer, id)} and version = ${version} returning ${fields}`),
  );

/** Goes with what was observed of it. */
export const deleteIndicator = async (
  db: Queryable,
  viewer: Viewer,
  { id, version }: { id: string; version: number },
): Promise<boolean> =>
  (await db.run(sql`delete from indicator where ${one(viewer, id)} and version = ${version}`)) === 1;
