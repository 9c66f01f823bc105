// Drafts of releases, for stewards: build one, look at what it would tell, sign it. The second signature publishes it.
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Problem } from '../../geodata/schema/problem.ts';
import { evaluatorRelease, period, publicRelease } from '../../geodata/schema/release.ts';
import { disclosure, type ReleaseDraft, releaseDraft } from '../../geodata/schema/release_draft.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { DEMO_ORGANIZATION } from '../config.ts';
import type { Transaction } from '../db/database.ts';
import { buildDraft, quarterEnds, storeDraft } from '../jobs/release_job.ts';
import { disclosureCounts } from '../queries/disclosure.ts';
import {
  advanceDraft,
  deleteDraft,
  draftDocument,
  draftStands,
  getDraft,
  listDrafts,
  signDraft,
} from '../queries/release_drafts.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeOnce } from './write_once.ts';

/** Two stewards sign: one person alone, or one stolen session, publishes nothing. */
const SIGNATURES = 2;

const missing = () => new Problem('release_not_found', 'Look at the list of drafts; building one replaces the last.');

const list = createRoute({
  method: 'get',
  path: '/api/release-drafts',
  summary: 'Drafts and published releases with their audit and signatures',
  ...permits('read', 'release_draft'),
  responses: { 200: jsonOf(z.object({ items: z.array(releaseDraft) }), 'Newest quarter first') },
});
const build = createRoute({
  method: 'post',
  path: '/api/release-drafts',
  summary: 'Build and audit the release of a quarter; it takes the place of an unpublished draft',
  ...permits('create', 'release_draft'),
  request: { body: { required: true, content: { 'application/json': { schema: z.strictObject({ period }) } } } },
  responses: { 201: jsonOf(releaseDraft, 'The draft; `blocked` where the audit found a number that tells') },
});
const preview = createRoute({
  method: 'get',
  path: '/api/release-drafts/{id}/preview',
  summary: 'What the public and partners would read',
  ...permits('read', 'release_draft', 'release_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(publicRelease, 'The document') },
});
const evaluatorPreview = createRoute({
  method: 'get',
  path: '/api/release-drafts/{id}/preview/evaluator',
  summary: 'What evaluators would read beside it',
  ...permits('read', 'release_draft', 'release_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(evaluatorRelease, 'The document') },
});
const disclosed = createRoute({
  method: 'get',
  path: '/api/release-drafts/{id}/disclosure',
  summary: 'How much of the quarter planners and operations are shown',
  ...permits('read', 'release_draft', 'release_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(disclosure, 'Counts') },
});
const sign = createRoute({
  method: 'post',
  path: '/api/release-drafts/{id}/signature',
  summary: 'Sign a draft; the signature of a second steward publishes it for good',
  ...permits('change', 'release_draft', 'release_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 200: jsonOf(releaseDraft, 'Signed or published') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/release-drafts/{id}',
  summary: 'Discard a draft',
  ...permits('delete', 'release_draft', 'release_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'It is gone' } },
});

export function releaseDraftRoutes({ now, demo, outbox }: Pick<Deps, 'now' | 'demo' | 'outbox'>) {
  const trace = (tx: Transaction, c: Context<Environment>, write: { verb: string; id: string; published?: boolean }) =>
    recordWrite(tx, {
      ...c.get('viewer'),
      verb: write.verb,
      noun: write.published ? 'release' : 'release_draft',
      thingId: write.id,
      hidden: write.published !== true,
    });

  async function show(c: Context<Environment>, part: 'public' | 'evaluator') {
    const found = await draftDocument(c.get('database'), c.get('viewer'), { id: c.req.param('id') ?? '', part });
    if (found === null) throw missing();
    c.header('Content-Type', 'application/json');
    return c.body(found, 200);
  }

  return createRouter()
    .openapi(list, async (c) => c.json({ items: await listDrafts(c.get('database'), c.get('viewer')) }, 200))
    .openapi(build, async (c) => {
      const request = { viewer: c.get('viewer'), period: c.req.valid('json').period, now: now() };
      const built = await buildDraft(c.get('database'), request);
      const stored = await c.get('database').transaction(async (tx) => {
        const made = await storeDraft(tx, request, built);
        await trace(tx, c, { verb: 'create', id: made.id });
        return made;
      });
      c.header('ETag', `"${stored.version}"`);
      return c.json(stored, 201);
    })
    .openapi(preview, (c) => show(c, 'public') as never)
    .openapi(evaluatorPreview, (c) => show(c, 'evaluator') as never)
    .openapi(disclosed, async (c) => {
      const viewer = c.get('viewer');
      const draft = await getDraft(c.get('database'), viewer, c.req.valid('param').id);
      if (draft === null) throw missing();
      const bounds = quarterEnds(draft.period);
      return c.json(
        await disclosureCounts(c.get('database'), viewer, { ...bounds, from: bounds.first, now: now() }),
        200,
      );
    })
    .openapi(sign, (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(c, async (tx) => {
        const before = await getDraft(tx, viewer, id);
        if (before === null) throw missing();
        demandSignable(before, await draftStands(tx, viewer, { id, now: now() }));
        if (!(await signDraft(tx, viewer, { id, signer: signerOf(c, demo), now: now() }))) {
          throw new Problem('already_exists', 'You have signed it already. Another steward signs next.');
        }
        const status = before.signatures.length + 1 >= SIGNATURES ? 'published' : 'signed';
        const after = await advanceDraft(tx, viewer, { id, version, status, now: now() });
        if (after === null) throw new Problem('stale_version', 'Read the draft again, and look at what changed.');
        await trace(tx, c, { verb: 'sign', id });
        if (status === 'published') await trace(tx, c, { verb: 'publish', id, published: true });
        return {
          status: 200,
          body: after,
          headers: { ETag: `"${after.version}"` },
          announce: () => {
            if (status !== 'published') return;
            outbox.written({ organizationId: viewer.organizationId, noun: 'release', hidden: false });
          },
        };
      });
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(c, async (tx) => {
        const before = await getDraft(tx, c.get('viewer'), id);
        if (before === null) throw missing();
        if (before.status === 'published') throw new Problem('forbidden', 'A published release stays as it is.');
        if (!(await deleteDraft(tx, c.get('viewer'), { id, version }))) throw new Problem('stale_version');
        await trace(tx, c, { verb: 'delete', id });
        return { status: 204, body: null };
      });
    });
}

function demandSignable({ status }: ReleaseDraft, stands: boolean): void {
  if (status === 'published') throw new Problem('already_exists', 'It is published.');
  if (status === 'blocked') {
    throw new Problem('release_blocked', 'The audit found a number that tells. Raise the floor, or discard the draft.');
  }
  if (!stands) {
    throw new Problem('release_blocked', 'A record in it was withdrawn or changed since it was built. Build it again.');
  }
}

/** An account; in the organization of the demo, where nobody has one, the session. */
function signerOf(c: Context<Environment>, demo: boolean): string {
  const { accountId, organizationId } = c.get('viewer');
  if (accountId) return accountId;
  if (!demo || organizationId !== DEMO_ORGANIZATION)
    throw new Problem('forbidden', 'Sign in with your own account: a signature names a person.');
  const hex = createHash('sha256')
    .update(c.get('token') ?? '')
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
