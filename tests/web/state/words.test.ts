// The screen's copies of the schema's word lists are the lists, in their order; and every word has its wording.
import { describe, expect, it } from 'vitest';
import { INPUT_PRECISIONS } from '../../../geodata/schema/dataset.ts';
import { INCIDENT_TYPES } from '../../../geodata/schema/incident.ts';
import { PATROL_MODES, PATROL_PURPOSES } from '../../../geodata/schema/patrol.ts';
import { ROLES } from '../../../geodata/schema/roles.ts';
import {
  CMR_COMPONENTS,
  SERVICE_COMPONENTS,
  SERVICE_KINDS,
  SERVICE_STATUSES,
} from '../../../geodata/schema/service.ts';
import { SECURITY_MEASURES, ZONE_KINDS, ZONE_PROTOCOLS, ZONE_STATUSES } from '../../../geodata/schema/zone.ts';
import { EN } from '../../../web/i18n/en.ts';
import { CMR_PARTS, KINDS, VAGUENESS } from '../../../web/state/words.ts';

describe('the words', () => {
  it('are those of the schema, in its order', () => {
    expect(KINDS).toEqual(SERVICE_KINDS);
    expect(CMR_PARTS).toEqual(CMR_COMPONENTS);
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
    };
    const missing = Object.entries(lists).flatMap(([prefix, words]) =>
      words.map((word) => `${prefix}.${word}`).filter((key) => !(key in EN)),
    );
    expect(missing).toEqual([]);
  });

  it('speak of reports, not of what happened, and never shout', () => {
    const sentences = Object.values(EN);
    expect(sentences.filter((text) => text.includes('!'))).toEqual([]);
    expect(sentences.filter((text) => /\b(safer|decline|too late|victim)\b/i.test(text))).toEqual([]);
  });

  it('call conflict events by that name, never gender-based violence', () => {
    for (const type of ['state_based_violence', 'non_state_violence', 'one_sided_violence'] as const) {
      expect(EN[`incident.${type}`]).toContain('conflict event');
    }
  });
});
