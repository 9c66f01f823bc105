// Data inputs by reference: {"collection": "services", "dataset": …, "where": {"kind": …}} becomes columns that hold
// exactly what the viewer may see. What an input leaves out is said beside it, so that the result can say it too.
import { z } from 'zod';
import { INPUT_PRECISIONS, type InputPrecision } from '../../geodata/schema/dataset.ts';
import { Problem, partsOfIssues } from '../../geodata/schema/problem.ts';
import { SEES_PROTECTED_SERVICES, type Viewer } from '../../geodata/schema/roles.ts';
import { SERVICE_KINDS } from '../../geodata/schema/service.ts';
import { demand } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { findDataset } from '../queries/datasets.ts';
import { populationColumns } from '../queries/population.ts';
import { servicePoints } from '../queries/services.ts';

const reference = z.discriminatedUnion('collection', [
  z.strictObject({ collection: z.literal('population'), dataset: z.string().min(1).max(100) }),
  z.strictObject({
    collection: z.literal('services'),
    dataset: z.string().min(1).max(100).optional(),
    where: z.strictObject({ kind: z.enum(SERVICE_KINDS).optional() }).default({}),
  }),
]);

const isReference = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'collection' in value;

/** Whether any input has to be read from the database. */
export function hasReferences(inputs: unknown): inputs is Record<string, unknown> {
  return typeof inputs === 'object' && inputs !== null && Object.values(inputs).some(isReference);
}

/** Replaces every reference in `inputs` by its columns. Throws dataset_not_found or invalid_input with a pointer. */
export async function resolveInputs(db: Queryable, viewer: Viewer, inputs: unknown): Promise<unknown> {
  if (!hasReferences(inputs)) return inputs;
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    resolved[name] = isReference(value) ? await readCollection(db, viewer, { name, value }) : value;
  }
  return resolved;
}

async function readCollection(db: Queryable, viewer: Viewer, input: { name: string; value: object }): Promise<object> {
  const parsed = reference.safeParse(input.value);
  if (!parsed.success) {
    const parts = partsOfIssues(parsed.error.issues).map((part) => ({
      ...part,
      pointer: `/inputs/${input.name}${part.pointer}`,
    }));
    throw new Problem('invalid_input', 'A collection is named by collection, dataset and where.', parts);
  }
  const wanted = parsed.data;
  demand(viewer, 'read', wanted.collection === 'services' ? 'service' : 'population', 'dataset_not_found');
  const dataset = wanted.dataset === undefined ? null : await findDataset(db, viewer, wanted.dataset);
  if (wanted.dataset !== undefined && dataset === null) {
    throw noDataset(input.name);
  }
  if (wanted.collection === 'services') {
    if (dataset !== null && dataset.noun !== 'service') throw noDataset(input.name);
    const points = await servicePoints(db, viewer, { kind: wanted.where.kind, dataset: dataset?.id });
    return {
      lon: points.lon,
      lat: points.lat,
      ids: points.id,
      protectedCounted: SEES_PROTECTED_SERVICES.has(viewer.role),
      inputPrecision: worst(points.precisions),
      ...(dataset === null ? {} : { name: dataset.name }),
      ...(points.asOf === null ? {} : { asOf: points.asOf }),
    };
  }
  if (dataset === null || dataset.noun !== 'population') {
    throw noDataset(input.name);
  }
  const columns = await populationColumns(db, viewer, dataset.id);
  const { areas, area, women, children, ...cells } = columns;
  return {
    ...cells,
    ...(women.every(Number.isNaN) ? {} : { women }),
    ...(children.every(Number.isNaN) ? {} : { children }),
    area,
    areas,
    ...(dataset.cellDegrees === null ? {} : { cellDegrees: dataset.cellDegrees }),
    inputPrecision: dataset.inputPrecision,
    name: dataset.name,
    ...(dataset.asOf === null ? {} : { asOf: dataset.asOf }),
  };
}

/** The vaguest of some precisions; places that people wrote down themselves are exact. */
function worst(precisions: readonly InputPrecision[]): InputPrecision {
  const place = Math.max(0, ...precisions.map((precision) => INPUT_PRECISIONS.indexOf(precision)));
  return INPUT_PRECISIONS[place] ?? 'unknown';
}

/** The same whether it is not there, not the viewer's or of another noun. */
const noDataset = (name: string): Problem =>
  new Problem('dataset_not_found', 'Look at /api/datasets; an analysis takes exactly one population dataset.', [
    { pointer: `/inputs/${name}/dataset`, detail: 'No dataset of this kind has this id or name.' },
  ]);
