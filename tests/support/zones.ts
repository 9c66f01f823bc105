// What a safe zone needs before it opens, as those record it who asked and looked: consultations and evidence.
import type { Zone } from '../../geodata/schema/zone.ts';
import { REQUIRED_CLAIMS } from '../../geodata/schema/zone_checklist.ts';
import type { ZoneUseParts } from '../../geodata/schema/zone_use.ts';
import type { Queryable } from '../../server/db/database.ts';
import { sql } from '../../server/db/sql.ts';

/** Women and the community of an area were asked about a zone and agreed. */
export async function consultAboutZones(
  db: Queryable,
  organizationId: string,
  { areaPcode, heldOn }: { readonly areaPcode: string; readonly heldOn: string },
): Promise<void> {
  for (const group of ['women', 'community']) {
    await db.run(sql`
      insert into consultation (organization_id, topic, area_pcode, people_group, held_on, people, women, outcome)
      values (${organizationId}, 'zone', ${areaPcode}, ${group}, ${heldOn}::date, 20, 12, 'agreed')`);
  }
}

/** All that such a zone must show, seen on 2026-11-01. */
export function fullEvidence(
  kind: Zone['kind'],
  expiresOn: string | null = null,
): Pick<ZoneUseParts, 'measureChecks' | 'protocolChecks'> {
  const shown = { evidence: 'Seen', source: 'Visit', observedOn: '2026-11-01', expiresOn };
  const words = (part: string) =>
    REQUIRED_CLAIMS[kind].filter((claim) => claim.startsWith(`${part}:`)).map((claim) => claim.slice(part.length + 1));
  return {
    measureChecks: words('measure').map((measure) => ({ measure, ...shown })) as ZoneUseParts['measureChecks'],
    protocolChecks: words('protocol').map((protocol) => ({ protocol, ...shown })) as ZoneUseParts['protocolChecks'],
  };
}
