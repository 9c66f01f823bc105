// The screen's copy of the schema's word list is the list, in its order; and every word has its wording.
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ROLES, ACCOUNT_STATUSES } from '../../../geodata/schema/account.ts';
import { INPUT_PRECISIONS } from '../../../geodata/schema/dataset.ts';
import { INCIDENT_TYPES } from '../../../geodata/schema/incident.ts';
import { thingsOfKey } from '../../../geodata/schema/key_scope.ts';
import { PATROL_MODES, PATROL_PURPOSES } from '../../../geodata/schema/patrol.ts';
import { BROAD_GROUPS, RELEASE_SCHEMES, RELEASE_STATUSES } from '../../../geodata/schema/release.ts';
import { auditFinding } from '../../../geodata/schema/release_draft.ts';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../../../geodata/schema/service_words.ts';
import { SECURITY_MEASURES, ZONE_KINDS, ZONE_PROTOCOLS, ZONE_STATUSES } from '../../../geodata/schema/zone.ts';
import { EN } from '../../../web/i18n/en.ts';
import { EN_ACCOUNT } from '../../../web/i18n/en_account.ts';
import { EN_STEWARD } from '../../../web/i18n/en_steward.ts';
import { VAGUENESS } from '../../../web/state/words.ts';

const ALL: Readonly<Record<string, string>> = { ...EN, ...EN_ACCOUNT, ...EN_STEWARD };

describe('the words', () => {
  it('are those of the schema, in its order', () => {
    expect(Object.keys(VAGUENESS)).toEqual(INPUT_PRECISIONS);
    expect(Object.values(VAGUENESS)).toEqual(INPUT_PRECISIONS.map((_, place) => place));
  });

  it('all have a wording', () => {
    const lists: Record<string, readonly string[]> = {
      kind: SERVICE_KINDS,
      status: [...SERVICE_STATUSES, ...ZONE_STATUSES],
      component: SERVICE_COMPONENTS,
      zoneKind: ZONE_KINDS,
      measure: SECURITY_MEASURES,
      protocol: ZONE_PROTOCOLS,
      mode: PATROL_MODES,
      purpose: PATROL_PURPOSES,
      incident: INCIDENT_TYPES,
      precision: INPUT_PRECISIONS,
      role: ROLES,
      try: ROLES,
      as: ROLES,
      'release.group': Object.keys(BROAD_GROUPS),
      'releases.status': RELEASE_STATUSES,
      'releases.what': RELEASE_STATUSES,
      'releases.scheme': RELEASE_SCHEMES,
      'settings.scheme': RELEASE_SCHEMES,
      finding: auditFinding.shape.kind.options,
      'accounts.status': ACCOUNT_STATUSES,
      'accounts.roleHint': ACCOUNT_ROLES,
      thing: ROLES.flatMap(thingsOfKey),
    };
    const missing = Object.entries(lists).flatMap(([prefix, words]) =>
      words.map((word) => `${prefix}.${word}`).filter((key) => !(key in ALL)),
    );
    expect(missing).toEqual([]);
  });

  it('stand in one catalog each: none is worded twice', () => {
    const keys = [EN, EN_ACCOUNT, EN_STEWARD].flatMap((catalog) => Object.keys(catalog));
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });

  it('speak of reports, not of what happened, and never shout', () => {
    const sentences = Object.values(ALL);
    expect(sentences.filter((text) => text.includes('!'))).toEqual([]);
    expect(sentences.filter((text) => /\b(safer|decline|too late|victim)\b/i.test(text))).toEqual([]);
  });

  it('call conflict events by that name, never gender-based violence', () => {
    for (const type of ['state_based_violence', 'non_state_violence', 'one_sided_violence'] as const) {
      expect(EN[`incident.${type}`]).toContain('conflict event');
    }
  });
});
