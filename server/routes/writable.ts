// The pattern of a noun that people write: list is the noun's own; read one, create, change and delete are here, once.
// Every write is one transaction with its audit and outbox row, guarded by the version that the writer has read.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { JSONValue } from 'hono/utils/types';
import type { Noun } from '../../geodata/schema/dataset.ts';
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import type { Thing, Verb, Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { recordWrite } from '../queries/writes.ts';
import type { Deps } from './environment.ts';
import { type Feature, featureOf, idParam, jsonOf, toFeature } from './feature.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly geom: unknown;
}

export interface Writable<Input extends object, R extends Row & Input> {
  readonly noun: Noun & Thing;
  /** Address of the collection, `/api/services`. */
  readonly path: string;
  readonly missing: ProblemCode;
  readonly input: z.ZodType<Input>;
  readonly change: z.ZodType<object>;
  readonly properties: z.ZodObject;
  /** Throws a Problem where the record may not be written as it is: by this role, or not at all. */
  readonly check: (db: Queryable, viewer: Viewer, record: Input) => Promise<void>;
  /** Whether the public may not see the record. */
  readonly isHidden: (record: Input) => boolean;
  readonly get: (db: Queryable, viewer: Viewer, id: string) => Promise<R | null>;
  readonly insert: (db: Queryable, viewer: Viewer, record: Input) => Promise<R>;
  readonly update: (
    db: Queryable,
    viewer: Viewer,
    change: { id: string; version: number; record: Input },
  ) => Promise<R | null>;
  readonly remove: (db: Queryable, viewer: Viewer, target: { id: string; version: number }) => Promise<boolean>;
}

/** Mounts read, create, change and delete of one noun. */
export function mountWritable<Input extends object, R extends Row & Input>(
  router: OpenAPIHono<Environment>,
  { outbox }: Pick<Deps, 'outbox'>,
  noun: Writable<Input, R>,
): void {
  const one = `${noun.path}/{id}`;
  const feature = featureOf(noun.properties);
  const bodyOf = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });
  const missing = () => new Problem(noun.missing, 'Check the id, or look for it by name.');
  const isHidden = (states: readonly Input[]) => states.every(noun.isHidden);
  const trace = (tx: Queryable, viewer: Viewer, write: { verb: Verb; id: string; states: readonly Input[] }) =>
    recordWrite(tx, {
      ...viewer,
      verb: write.verb,
      noun: noun.noun,
      thingId: write.id,
      hidden: isHidden(write.states),
    });
  const announce =
    ({ organizationId }: Viewer, states: readonly Input[]) =>
    () =>
      outbox.written({ organizationId, noun: noun.noun, hidden: isHidden(states) });
  const stale = () => new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');

  const read = createRoute({
    method: 'get',
    path: one,
    summary: `Read one ${noun.noun}`,
    ...permits('read', noun.noun, noun.missing),
    request: { params: idParam },
    responses: { 200: jsonOf(feature, 'The record; its ETag is what If-Match takes') },
  });
  router.openapi(read, async (c) => {
    const viewer = c.get('viewer');
    const found = await noun.get(c.get('database'), viewer, c.req.valid('param').id);
    if (found === null) throw missing();
    c.header('ETag', `"${found.version}"`);
    return c.json(answer(found), 200);
  });

  const create = createRoute({
    method: 'post',
    path: noun.path,
    summary: `Add one ${noun.noun}`,
    ...permits('create', noun.noun),
    request: { headers: z.object(writeHeaders), body: bodyOf(noun.input) },
    responses: { 201: jsonOf(feature, 'The record as stored') },
  });
  router.openapi(create, async (c) => {
    const viewer = c.get('viewer');
    const record = c.req.valid('json') as Input;
    return writeOnce(c, async (tx) => {
      await noun.check(tx, viewer, record);
      const stored = await noun.insert(tx, viewer, record);
      await trace(tx, viewer, { verb: 'create', id: stored.id, states: [record] });
      const headers = { ETag: `"${stored.version}"`, Location: `${noun.path}/${stored.id}` };
      return { status: 201, body: answer(stored), headers, announce: announce(viewer, [record]) };
    });
  });

  const patch = createRoute({
    method: 'patch',
    path: one,
    summary: `Change parts of one ${noun.noun}`,
    ...permits('change', noun.noun, noun.missing),
    request: { params: idParam, headers: ifMatch, body: bodyOf(noun.change) },
    responses: { 200: jsonOf(feature, 'The record as stored') },
  });
  router.openapi(patch, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    const parts = c.req.valid('json') as object;
    return writeOnce(c, async (tx) => {
      const before = await noun.get(tx, viewer, id);
      if (before === null) throw missing();
      const record = { ...before, ...parts };
      await noun.check(tx, viewer, record);
      const after = await noun.update(tx, viewer, { id, version, record });
      if (after === null) throw stale();
      await trace(tx, viewer, { verb: 'change', id, states: [before, after] });
      const headers = { ETag: `"${after.version}"` };
      return { status: 200, body: answer(after), headers, announce: announce(viewer, [before, after]) };
    });
  });

  const remove = createRoute({
    method: 'delete',
    path: one,
    summary: `Remove one ${noun.noun}`,
    ...permits('delete', noun.noun, noun.missing),
    request: { params: idParam, headers: ifMatch },
    responses: { 204: { description: 'It is gone' } },
  });
  router.openapi(remove, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    return writeOnce(c, async (tx) => {
      const before = await noun.get(tx, viewer, id);
      if (before === null) throw missing();
      if (!(await noun.remove(tx, viewer, { id, version }))) throw stale();
      await trace(tx, viewer, { verb: 'delete', id, states: [before] });
      return { status: 204, body: null, announce: announce(viewer, [before]) };
    });
  });
}

export const ifMatch = z.object({
  ...writeHeaders,
  'if-match': z.string().optional().describe('The ETag that was read; missing is 428, stale is 412'),
});

/** The version that If-Match names, `"7"`; missing is 428, anything else is 412. */
export function versionWanted(header: string | undefined): number {
  if (header === undefined) {
    throw new Problem('version_required', 'Send If-Match with the ETag that you read, so that nobody is overwritten.');
  }
  const match = /^"(\d{1,9})"$/.exec(header);
  if (match === null) throw new Problem('stale_version', 'Read it again and send its ETag in If-Match.');
  return Number(match[1]);
}

/** Rows of any noun hold only what JSON can say; their exact shape is the noun's `properties` schema. */
const answer = (row: Row) => toFeature(row) as unknown as Feature<Record<string, JSONValue>>;
