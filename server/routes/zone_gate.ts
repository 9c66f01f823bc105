// What must be true before a safe zone is proposed or opened: those who will use it were asked, and what protects it was shown.
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Zone } from '../../geodata/schema/zone.ts';
import { openClaims } from '../../geodata/schema/zone_checklist.ts';
import type { Queryable } from '../db/database.ts';
import { isConsulted } from '../queries/consultations.ts';
import { getZoneUse } from '../queries/zone_use.ts';
import { demandOwnArea } from './own_area.ts';

const TOLD: ReadonlySet<Zone['status']> = new Set(['proposed', 'open']);

/** Throws where the zone, as it was just written, may not stand so. `before`: null = it is new. Call inside the transaction. */
export async function demandZoneReady(
  db: Queryable,
  viewer: Viewer,
  { before, after, now }: { readonly before: Zone | null; readonly after: Zone; readonly now: Date },
): Promise<void> {
  demandOwnArea(viewer, after);
  if (!TOLD.has(after.status)) return;
  const isSame = before !== null && before.status === after.status;
  if (!isSame || before.areaPcode !== after.areaPcode) await demandConsulted(db, viewer, after, now);
  if (after.status === 'open' && (!isSame || before.kind !== after.kind)) await demandShown(db, viewer, after, now);
}

async function demandConsulted(db: Queryable, viewer: Viewer, { areaPcode }: Zone, now: Date): Promise<void> {
  const asked =
    areaPcode === null
      ? { women: false, community: false }
      : await isConsulted(db, viewer, { areaPcode, topic: 'zone', on: now });
  if (asked.women && asked.community) return;
  const whom = asked.women
    ? 'the community'
    : asked.community
      ? 'a women’s group'
      : 'a women’s group and the community';
  const where = areaPcode === null ? 'The zone lies in no known area; draw it in one, or load its areas. ' : '';
  throw new Problem(
    'consultation_missing',
    `${where}Ask ${whom} of the area about the zone, and record it under Early warning; until then keep it as a draft.`,
  );
}

async function demandShown(db: Queryable, viewer: Viewer, { id, kind }: Zone, now: Date): Promise<void> {
  const use = await getZoneUse(db, viewer, id);
  const nothing = { measureChecks: [], protocolChecks: [] };
  const missing = openClaims(kind, use ?? nothing, now.toISOString().slice(0, 10));
  if (missing.length === 0) return;
  const parts: ProblemPart[] = missing.map((claim) => ({
    pointer: `/${claim.replace(':', '/')}`,
    detail: `Show ${claim.slice(claim.indexOf(':') + 1).replaceAll('_', ' ')}.`,
  }));
  throw new Problem('evidence_missing', 'Record fresh evidence of what such a zone must have, then open it.', parts);
}
