// Reports as stewards read, answer, sort and delete them: sealed, from the day after they were taken, each look and each
// write in the trail by ids alone. Nothing here can be opened by the server.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  INBOX_PLACES,
  type ReportItem,
  replyInput,
  reportChange,
  reportItem,
  reportThread,
} from '../../geodata/schema/report.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import * as inbox from '../queries/report_inbox.ts';
import { recordRead, recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const PATH = '/api/report-inbox';
const ONE = `${PATH}/{id}` as const;
const PAGE_MOST = 200;
const PLACE = /^(\d{4}-\d\d-\d\d)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Reports of days that are over, by the day of their newest envelope',
  description: 'Within a day in an order that was drawn by lot: none tells which came first.',
  ...permits('read', 'report'),
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(PAGE_MOST).default(PAGE_MOST),
      after: z.string().regex(PLACE, 'Take the address of the next page as it was given.').optional(),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(reportItem), next: z.string().optional() }), 'A page of reports'),
  },
});
const read = createRoute({
  method: 'get',
  path: ONE,
  summary: 'The sealed envelopes of one report',
  ...permits('read', 'report', 'report_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(reportThread, 'The report; its ETag is what If-Match takes') },
});
const change = createRoute({
  method: 'patch',
  path: ONE,
  summary: 'Say how far one report is; with a later envelope it is new again',
  ...permits('change', 'report', 'report_not_found'),
  request: { params: idParam, headers: ifMatch, body: body(reportChange) },
  responses: { 200: jsonOf(reportItem, 'The report as stored') },
});
const remove = createRoute({
  method: 'delete',
  path: ONE,
  summary: 'Delete one report with its replies; its receipt then opens an empty inbox',
  ...permits('delete', 'report', 'report_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'It is gone' } },
});
const reply = createRoute({
  method: 'post',
  path: `${ONE}/replies`,
  summary: 'Reply to one report, sealed to the key that came in it',
  description: `Whoever holds the receipt finds the last ${INBOX_PLACES} replies.`,
  ...permits('create', 'report', 'report_not_found'),
  request: { params: idParam, headers: z.object(writeHeaders), body: body(replyInput) },
  responses: { 201: jsonOf(reportItem, 'The report as stored') },
});

const missing = () => new Problem('report_not_found', 'Check the id. A report can be read from the day after it came.');
const etagOf = ({ version }: ReportItem) => ({ ETag: `"${version}"` });

export function reportInboxRoutes({ outbox, now }: Pick<Deps, 'outbox' | 'now'>) {
  const today = () => now().toISOString().slice(0, 10);
  const router = createRouter();

  /** `write` on a report that is held, visible and of the wanted version (null: any). Returns it as it is afterwards. */
  async function onReport(
    tx: Transaction,
    viewer: Viewer,
    of: { id: string; version: number | null; verb: string; write: (before: ReportItem) => Promise<void> },
  ): Promise<ReportItem> {
    const { id, version, verb, write } = of;
    await inbox.holdReport(tx, viewer, id);
    const before = await inbox.getReport(tx, viewer, { id, today: today() });
    if (before === null) throw missing();
    if (version !== null && version !== before.version)
      throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
    await write(before);
    await recordWrite(tx, { ...viewer, verb, noun: 'report', thingId: id, hidden: true });
    return (await inbox.getReport(tx, viewer, { id, today: today() })) ?? before;
  }
  const announce =
    ({ organizationId }: Viewer) =>
    () =>
      outbox.written({ organizationId, noun: 'report', hidden: true });

  router.openapi(list, async (c) => {
    const viewer = c.get('viewer');
    const { limit, after } = c.req.valid('query');
    const [, takenOn, id] = PLACE.exec(after ?? '') ?? [];
    const place = takenOn === undefined || id === undefined ? null : { takenOn, id };
    const rows = await c.get('database').transaction(async (tx) => {
      const found = await inbox.listReports(tx, viewer, { today: today(), after: place, limit: limit + 1 });
      const rowCount = Math.min(limit, found.length);
      if (rowCount > 0) await recordRead(tx, { ...viewer, noun: 'report', rowCount });
      return found;
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return c.json({ items }, 200);
    const next = new URL(c.req.url);
    next.searchParams.set('after', `${last.takenOn}.${last.id}`);
    return c.json({ items, next: `${next.pathname}${next.search}` }, 200);
  });
  router.openapi(read, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const thread = await c.get('database').transaction(async (tx: Queryable) => {
      const item = await inbox.getReport(tx, viewer, { id, today: today() });
      if (item === null) throw missing();
      await recordRead(tx, { ...viewer, noun: 'report', thingId: id, rowCount: 1 });
      return { ...item, envelopes: await inbox.reportEnvelopes(tx, viewer, { id, today: today() }) };
    });
    return c.json(thread, 200, etagOf(thread));
  });
  router.openapi(change, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    const { state } = c.req.valid('json');
    return writeOnce(c, async (tx) => {
      const after = await onReport(tx, viewer, {
        id,
        version,
        verb: 'change',
        write: (before) => inbox.changeReport(tx, viewer, { ...before, state: state ?? before.state }),
      });
      return { status: 200 as const, body: after, headers: etagOf(after), announce: announce(viewer) };
    });
  });
  router.openapi(remove, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    demandWholeOrganization(viewer);
    return writeOnce(c, async (tx) => {
      await onReport(tx, viewer, { id, version, verb: 'delete', write: () => inbox.deleteReport(tx, viewer, id) });
      return { status: 204 as const, body: null, announce: announce(viewer) };
    });
  });
  router.openapi(reply, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const sealed = Buffer.from(c.req.valid('json').sealed, 'base64url');
    return writeOnce(c, async (tx) => {
      const after = await onReport(tx, viewer, {
        id,
        version: null,
        verb: 'reply',
        write: () => inbox.insertReply(tx, viewer, { id, sealed, kept: INBOX_PLACES }),
      });
      return { status: 201 as const, body: after, headers: etagOf(after), announce: announce(viewer) };
    });
  });
  return router;
}
