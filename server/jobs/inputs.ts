// Data inputs by reference: {"collection": "services", "dataset": …, "where": {"kind": …}} becomes columns that hold
// exactly what the viewer may see. What an input leaves out is said beside it, so that the result can say it too.
import type { Method } from '../../geodata/analysis/method.ts';
import { type Dataset, INPUT_PRECISIONS, type InputPrecision } from '../../geodata/schema/dataset.ts';
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import { SEES_PROTECTED_SERVICES, type Thing, type Viewer } from '../../geodata/schema/roles.ts';
import { demand } from '../access/may.ts';
import type { Questioner } from '../access/questions.ts';
import type { Queryable } from '../db/database.ts';
import { findDataset } from '../queries/datasets.ts';
import { populationColumns } from '../queries/population.ts';
import { roadEnds } from '../queries/roads.ts';
import { servicePoints } from '../queries/services.ts';
import { type IncidentReference, incidentInputs } from './incident_inputs.ts';
import { inputsSchema, propertiesOf } from './method_schema.ts';
import { type Columns, type Reference, type References, referencesOf } from './references.ts';
import { roadGraphColumns } from './road_graph_columns.ts';

type Of<C extends Reference['collection']> = Extract<Reference, { collection: C }>;

const THINGS = { population: 'population', services: 'service', roads: 'road' } as const satisfies Record<
  string,
  Thing
>;

interface Asked {
  readonly viewer: Viewer;
  readonly now: Date;
  /** Name of the input. */
  readonly name: string;
}

/** Replaces every reference in `inputs` by the columns that the method takes. Throws dataset_not_found or invalid_input with a pointer. */
export async function resolveInputs(
  db: Queryable,
  asker: Questioner,
  { method, inputs }: { readonly method: Method; readonly inputs: unknown },
): Promise<unknown> {
  const references = referencesOf(inputs);
  if (references === null) return inputs;
  return { ...(inputs as object), ...(await readCollections(db, asker, { method, references })) };
}

/** The columns of each input that is given by reference, and what belongs to them. Runs in one transaction: reads are audited. */
export async function readCollections(
  tx: Queryable,
  asker: Questioner,
  { method, references }: { readonly method: Method; readonly references: References },
): Promise<Columns> {
  const read: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(references)) {
    if (wanted.collection === 'incidents') {
      Object.assign(read, await incidentInputs(tx, asker, { methodId: method.id, name, reference: wanted }));
    } else {
      const columns = await readCollection(tx, { ...asker, name }, wanted);
      read[name] = asTaken(columns, propertiesOf(inputsSchema(method)).get(name));
    }
  }
  return read;
}

async function readCollection(
  db: Queryable,
  asked: Asked,
  wanted: Exclude<Reference, IncidentReference>,
): Promise<Record<string, unknown>> {
  const noun = THINGS[wanted.collection];
  demand(asked.viewer, 'read', noun, 'dataset_not_found');
  const found = wanted.dataset === undefined ? null : await findDataset(db, asked.viewer, wanted.dataset);
  if (wanted.dataset !== undefined && found?.noun !== noun) throw noDataset(asked);
  if (wanted.collection === 'services') return services(db, asked, { wanted, found });
  if (found === null) throw noDataset(asked);
  return wanted.collection === 'roads' ? roads(db, asked, { wanted, found }) : population(db, asked, found);
}

async function services(
  db: Queryable,
  { viewer }: Asked,
  { wanted, found }: { wanted: Of<'services'>; found: Dataset | null },
) {
  const points = await servicePoints(db, viewer, { kind: wanted.where.kind, dataset: found?.id });
  return {
    lon: points.lon,
    lat: points.lat,
    ids: points.id,
    protectedCounted: SEES_PROTECTED_SERVICES.has(viewer.role),
    inputPrecision: worst(points.precisions),
    ...(found === null ? {} : { name: found.name }),
    ...(points.asOf === null ? {} : { asOf: points.asOf }),
  };
}

async function population(db: Queryable, { viewer }: Asked, found: Dataset) {
  const { areas, area, women, children, ...cells } = await populationColumns(db, viewer, found.id);
  return {
    ...cells,
    ...(women.every(Number.isNaN) ? {} : { women }),
    ...(children.every(Number.isNaN) ? {} : { children }),
    area,
    areas,
    ...(found.cellDegrees === null ? {} : { cellDegrees: found.cellDegrees }),
    ...sheetOf(found),
  };
}

async function roads(db: Queryable, asked: Asked, { wanted, found }: { wanted: Of<'roads'>; found: Dataset }) {
  const { speedKmh, where } = wanted;
  const moment = { now: asked.now, withHours: false };
  const ends = await roadEnds(db, asked.viewer, { dataset: found.id, includeClosed: where.includeClosed, moment });
  const graph = roadGraphColumns(ends, (road) => (typeof speedKmh === 'number' ? speedKmh : speedKmh?.[road]));
  if (graph === null) {
    throw new Problem('invalid_input', 'Some of these roads state no driving time.', [
      at(asked, '/speedKmh', 'Give a speed in km/h for roads without a time: one number, or one for each road class.'),
    ]);
  }
  return { ...graph, ...sheetOf(found) };
}

const sheetOf = ({ inputPrecision, name, asOf }: Dataset) => ({
  inputPrecision,
  name,
  ...(asOf === null ? {} : { asOf }),
});

/** Only columns that the input has; people weigh where it speaks of weights. What was left out stays said, in the name if need be. */
function asTaken(columns: Record<string, unknown>, input: Parameters<typeof propertiesOf>[0] | undefined) {
  const known = input === undefined ? null : propertiesOf(input);
  if (known === null || known.size === 0) return columns;
  const taken = Object.fromEntries(Object.entries(columns).filter(([name]) => known.has(name)));
  if (known.has('weight') && !known.has('people') && 'people' in columns) taken['weight'] = columns['people'];
  if (columns['protectedCounted'] === false && !known.has('protectedCounted') && known.has('name')) {
    taken['name'] = `${columns['name'] ?? 'services'} (protected services are not counted)`;
  }
  return taken;
}

/** The vaguest of some precisions; places that people wrote down themselves are exact. */
function worst(precisions: readonly InputPrecision[]): InputPrecision {
  const place = Math.max(0, ...precisions.map((precision) => INPUT_PRECISIONS.indexOf(precision)));
  return INPUT_PRECISIONS[place] ?? 'unknown';
}

const at = ({ name }: Asked, pointer: string, detail: string): ProblemPart => ({
  pointer: `/inputs/${name}${pointer}`,
  detail,
});

/** The same whether it is not there, not the viewer's or of another noun. */
const noDataset = (asked: Asked): Problem =>
  new Problem('dataset_not_found', 'Look at /api/datasets; an analysis takes exactly one dataset of its kind.', [
    at(asked, '/dataset', 'No dataset of this kind has this id or name.'),
  ]);
