// The pattern of a noun that people write: list is the noun's own; read one, create, change and delete are here, once.
// Every write is one transaction with its audit and outbox row, guarded by the version that the writer has read.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { JSONValue } from 'hono/utils/types';
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import type { Thing, Verb, Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { readExact } from '../queries/exact_reads.ts';
import { recordWrite } from '../queries/writes.ts';
import type { Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandOwnArea } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

interface Row {
  readonly id: string;
  readonly version: number;
}

/** Ids of what the record belongs to, by their names in the path. */
export type Within = Readonly<Record<string, string>>;

export interface Writable<Input extends object, R extends Row & Input> {
  readonly noun: Thing;
  /** One record in the words of the OpenAPI document. */
  readonly words: string;
  /** Address of the collection, `/api/services` or `/api/patrols/{route}/runs`. */
  readonly path: string;
  /** What `{id}` is, and the names in `path`; a UUID and none unless said. */
  readonly params?: z.ZodObject<{ id: z.ZodType<string> } & Record<string, z.ZodType<string>>>;
  readonly missing: ProblemCode;
  readonly input: z.ZodType<Input>;
  /** A body of create, for the OpenAPI document. */
  readonly example: object;
  readonly change: z.ZodType<object>;
  /** What a writer should know of a change, for the OpenAPI document. */
  readonly note?: string;
  /** How a record leaves the server. */
  readonly answer: { readonly schema: z.ZodType; readonly of: (row: R) => object };
  /** Throws a Problem where the record may not be written as it is: by this role, or not at all. `parts` = what a change names. */
  readonly check?: (db: Queryable, viewer: Viewer, record: Input, parts: object) => Promise<void>;
  /** Whether the public may not see the record. */
  readonly isHidden: (record: Input) => boolean;
  /** Whether nobody who may not see hidden records sees anything of a change of these parts. */
  readonly hidesChange?: (parts: object) => boolean;
  /** Whether reading the record is written down. */
  readonly isExact?: (record: Input) => boolean;
  readonly get: (db: Queryable, viewer: Viewer, id: string, within: Within) => Promise<R | null>;
  readonly insert: (db: Queryable, viewer: Viewer, record: Input, within: Within) => Promise<R>;
  readonly update: (
    db: Queryable,
    viewer: Viewer,
    change: { id: string; version: number; record: Input; parts: object },
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
  const params = (noun.params ?? z.strictObject({ id: z.uuid() })) as z.ZodObject<{ id: z.ZodType<string> }>;
  const parents = params.omit({ id: true });
  const body = (schema: z.ZodType, example?: object) => ({
    required: true,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  });
  const answerOf = (row: R) => noun.answer.of(row) as JSONValue;
  const missing = () => new Problem(noun.missing, 'Check the id, or look for it by name.');
  const stale = () => new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
  const trace = (tx: Queryable, viewer: Viewer, { verb, id, hidden }: { verb: Verb; id: string; hidden: boolean }) =>
    recordWrite(tx, { ...viewer, verb, noun: noun.noun, thingId: id, hidden });
  const announce =
    ({ organizationId }: Viewer, hidden: boolean) =>
    () =>
      outbox.written({ organizationId, noun: noun.noun, hidden });

  const read = createRoute({
    method: 'get',
    path: one,
    summary: `Read one ${noun.words}`,
    ...permits('read', noun.noun, noun.missing),
    request: { params },
    responses: { 200: jsonOf(noun.answer.schema, 'The record; its ETag is what If-Match takes') },
  });
  router.openapi(read, async (c) => {
    const viewer = c.get('viewer');
    const { id, ...within } = c.req.valid('param') as Within & { id: string };
    const look = async (db: Queryable) => {
      const found = await noun.get(db, viewer, id, within);
      return found === null ? [] : [found];
    };
    const [found] = await readExact(
      c.get('database'),
      { viewer, noun: noun.noun, isExact: noun.isExact, thingId: id },
      look,
    );
    if (found === undefined) throw missing();
    c.header('ETag', `"${found.version}"`);
    return c.json(answerOf(found), 200);
  });

  const create = createRoute({
    method: 'post',
    path: noun.path,
    summary: `Add one ${noun.words}`,
    ...permits('create', noun.noun),
    request: { params: parents, headers: z.object(writeHeaders), body: body(noun.input, noun.example) },
    responses: { 201: jsonOf(noun.answer.schema, 'The record as stored') },
  });
  router.openapi(create, async (c) => {
    const viewer = c.get('viewer');
    const within = c.req.valid('param') as Within;
    const record = c.req.valid('json') as Input;
    return writeOnce(c, async (tx) => {
      await noun.check?.(tx, viewer, record, record);
      const stored = await noun.insert(tx, viewer, record, within);
      demandOwnArea(viewer, stored);
      const hidden = noun.isHidden(record);
      await trace(tx, viewer, { verb: 'create', id: stored.id, hidden });
      const address = noun.path.replace(/\{(\w+)\}/g, (_whole, name: string) => within[name] ?? '');
      const headers = { ETag: `"${stored.version}"`, Location: `${address}/${stored.id}` };
      return { status: 201, body: answerOf(stored), headers, announce: announce(viewer, hidden) };
    });
  });

  const patch = createRoute({
    method: 'patch',
    path: one,
    summary: `Change parts of one ${noun.words}`,
    ...(noun.note === undefined ? {} : { description: noun.note }),
    ...permits('change', noun.noun, noun.missing),
    request: { params, headers: ifMatch, body: body(noun.change) },
    responses: { 200: jsonOf(noun.answer.schema, 'The record as stored') },
  });
  router.openapi(patch, async (c) => {
    const viewer = c.get('viewer');
    const { id, ...within } = c.req.valid('param') as Within & { id: string };
    const version = versionWanted(c.req.header('If-Match'));
    const parts = c.req.valid('json') as object;
    return writeOnce(c, async (tx) => {
      const before = await noun.get(tx, viewer, id, within);
      if (before === null) throw missing();
      demandOwnArea(viewer, before);
      const record = { ...before, ...parts };
      await noun.check?.(tx, viewer, record, parts);
      const after = await noun.update(tx, viewer, { id, version, record, parts });
      if (after === null) throw stale();
      demandOwnArea(viewer, after);
      const hidden = noun.hidesChange?.(parts) === true || (noun.isHidden(before) && noun.isHidden(after));
      await trace(tx, viewer, { verb: 'change', id, hidden });
      const headers = { ETag: `"${after.version}"` };
      return { status: 200, body: answerOf(after), headers, announce: announce(viewer, hidden) };
    });
  });

  const remove = createRoute({
    method: 'delete',
    path: one,
    summary: `Remove one ${noun.words}`,
    ...permits('delete', noun.noun, noun.missing),
    request: { params, headers: ifMatch },
    responses: { 204: { description: 'It is gone' } },
  });
  router.openapi(remove, async (c) => {
    const viewer = c.get('viewer');
    const { id, ...within } = c.req.valid('param') as Within & { id: string };
    const version = versionWanted(c.req.header('If-Match'));
    return writeOnce(c, async (tx) => {
      const before = await noun.get(tx, viewer, id, within);
      if (before === null) throw missing();
      demandOwnArea(viewer, before);
      if (!(await noun.remove(tx, viewer, { id, version }))) throw stale();
      const hidden = noun.isHidden(before);
      await trace(tx, viewer, { verb: 'delete', id, hidden });
      return { status: 204, body: null, announce: announce(viewer, hidden) };
    });
  });
}
