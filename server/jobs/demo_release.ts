// The demo's release of its last quarter, signed by two stewards who are as invented as the records in it.
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { advanceDraft, signDraft } from '../queries/release_drafts.ts';
import { isPublished } from '../queries/releases.ts';
import { recordWrite } from '../queries/writes.ts';
import { buildDraft, newestQuarter, storeDraft } from './release_job.ts';

/** Publishes the newest quarter unless it is published, or its audit finds something. Returns the quarter, or null. */
export async function publishDemoRelease(
  database: Database,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<string | null> {
  const viewer: Viewer = { role: 'steward', organizationId, areaPrefix: '' };
  const request = { viewer, period: newestQuarter(now), now };
  if (await isPublished(database, viewer, request.period)) return null;
  const built = await buildDraft(database, request);
  return database.transaction(async (tx) => {
    const draft = await storeDraft(tx, request, built);
    if (draft.status === 'blocked') return null;
    for (const signer of [randomUUID(), randomUUID()]) await signDraft(tx, viewer, { id: draft.id, signer, now });
    await advanceDraft(tx, viewer, { id: draft.id, version: draft.version, status: 'published', now });
    await recordWrite(tx, { ...viewer, verb: 'publish', noun: 'release', thingId: draft.id });
    return request.period;
  });
}
