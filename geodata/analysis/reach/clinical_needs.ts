// What a survivor may need and within how many hours of the incident, as data with protocol and source, and what a person picks
// first. No number of hours stands here without a source. It knows no places, and no validator: a phone carries it.
import type { CareRules } from '../../schema/care_rules.ts';
import { CMR_COMPONENTS, type SERVICE_COMPONENTS, type ServiceKind } from '../../schema/service_words.ts';

export type ServiceComponent = (typeof SERVICE_COMPONENTS)[number];

export interface ClinicalNeed {
  readonly id: string;
  /** What it is, in words for people. */
  readonly need: string;
  /** Hours from the incident to the first dose or visit, included; null = as soon as possible, no number is cited. */
  readonly withinHours: number | null;
  /** What a place must have, all of it. */
  readonly components: readonly ServiceComponent[];
  /** Kinds of service that give it; empty = any. */
  readonly kinds: readonly ServiceKind[];
  /** Name and version of the protocol that states the hours; null where none does. */
  readonly protocol: string | null;
  readonly source: string | null;
}

const WHO_2020 = 'Clinical management of rape and intimate partner violence survivors, 2020';
const WHO = 'WHO, UNFPA and UNHCR 2020, ISBN 978-92-4-000141-1';

/** A need for which no protocol that we know of states hours. */
const soon = (
  id: string,
  need: string,
  of: { readonly components?: readonly ServiceComponent[]; readonly kinds?: readonly ServiceKind[] },
): ClinicalNeed => ({
  ...{ id, need, withinHours: null, components: of.components ?? [], kinds: of.kinds ?? [] },
  ...{ protocol: null, source: null },
});

/** The built-in needs. A protocol that says otherwise is handed in as data. */
export const CLINICAL_NEEDS = [
  soon('clinical-management-of-rape', 'Clinical management of rape, all of it in one place', {
    components: CMR_COMPONENTS,
  }),
  {
    id: 'hiv-prophylaxis',
    need: 'HIV post-exposure prophylaxis, first dose',
    withinHours: 72,
    components: ['pep'],
    kinds: [],
    protocol: WHO_2020,
    source: WHO,
  },
  {
    id: 'emergency-contraception',
    need: 'Emergency contraception',
    withinHours: 120,
    components: ['emergency_contraception'],
    kinds: [],
    protocol: WHO_2020,
    source: WHO,
  },
  {
    // Sources differ: 14 days, or 3 months. The shorter stands here, so that nobody is told to wait.
    id: 'hepatitis-b-vaccine',
    need: 'Hepatitis B vaccine, first dose',
    withinHours: 14 * 24,
    components: ['hepatitis_b'],
    kinds: [],
    protocol: 'Protocols differ: within 14 days, or within 3 months. Set the one of your country.',
    source: 'The shorter of the windows in use; to be confirmed by the operator',
  },
  soon('sti-treatment', 'Treatment of sexually transmitted infections', { components: ['sti_treatment'] }),
  soon('wound-care', 'Care of wounds', { kinds: ['medical'] }),
  soon('tetanus-vaccine', 'Tetanus vaccine, where skin was broken', { kinds: ['medical'] }),
  soon('emergency-surgery', 'Emergency surgery', { components: ['emergency_surgery'], kinds: ['medical'] }),
  soon('psychosocial-support', 'Psychosocial support', { kinds: ['psychosocial', 'safe_space'] }),
  soon('legal-help', 'Legal help', { kinds: ['legal'] }),
  soon('safe-space', 'A safe space by day', { kinds: ['safe_space'] }),
  soon('shelter', 'Shelter for the night', { kinds: ['shelter'] }),
  soon('police', 'Police, if the person wants it', { kinds: ['police'] }),
  soon('food', 'Food', { kinds: ['food'] }),
  soon('livelihood', 'Work and income', { kinds: ['livelihood'] }),
  soon('education', 'School and learning', { kinds: ['education'] }),
] as const satisfies readonly ClinicalNeed[];

export interface NeedGroup {
  /** Ids of built-in needs, most urgent first. */
  readonly needs: readonly string[];
  /** Kinds of service that belong to it: those of a trip for all of it, and what may be shown beside it. */
  readonly kinds: readonly ServiceKind[];
  /** Asked for where no window of `needs` can still be reached; null = the first need that some place gives. */
  readonly whole: string | null;
}

export type NeedGroupId =
  | 'rape'
  | 'injury'
  | 'psychosocial'
  | 'legal'
  | 'safe_space'
  | 'shelter'
  | 'police'
  | 'food'
  | 'livelihood'
  | 'education';

const one = (need: string, kind: ServiceKind): NeedGroup => ({ needs: [need], kinds: [kind], whole: null });

/** What a person picks first. */
export const NEED_GROUPS: Readonly<Record<NeedGroupId, NeedGroup>> = {
  rape: {
    needs: [
      'hiv-prophylaxis',
      'emergency-contraception',
      'hepatitis-b-vaccine',
      'clinical-management-of-rape',
      'wound-care',
      'tetanus-vaccine',
      'sti-treatment',
      'psychosocial-support',
      'legal-help',
    ],
    kinds: ['medical', 'psychosocial', 'safe_space', 'legal'],
    whole: 'clinical-management-of-rape',
  },
  injury: { needs: ['wound-care', 'emergency-surgery', 'tetanus-vaccine'], kinds: ['medical'], whole: null },
  psychosocial: { needs: ['psychosocial-support'], kinds: ['psychosocial', 'safe_space'], whole: null },
  legal: one('legal-help', 'legal'),
  safe_space: one('safe-space', 'safe_space'),
  shelter: one('shelter', 'shelter'),
  police: one('police', 'police'),
  food: one('food', 'food'),
  livelihood: one('livelihood', 'livelihood'),
  education: one('education', 'education'),
};

/**
 * The built-in needs with what the operator's rules say otherwise, then needs of the operator's own. Hours without a protocol and
 * a source do not count as cited: such a need is due as soon as possible.
 */
export function needsUnder(rules: Pick<CareRules, 'needs'>): ClinicalNeed[] {
  const said = rules.needs.map((need) =>
    need.protocol === null || need.source === null ? { ...need, withinHours: null } : need,
  );
  const isBuiltIn = (id: string): boolean => CLINICAL_NEEDS.some((need) => need.id === id);
  return [
    ...CLINICAL_NEEDS.map((need) => said.find(({ id }) => id === need.id) ?? need),
    ...said.filter(({ id }) => !isBuiltIn(id)),
  ];
}

/**
 * The needs of a group under the rules, most urgent first. A need of the operator's own stands last in every group that has one of
 * its kinds; one that names no kind is medical.
 */
export function groupNeeds(group: NeedGroupId, rules: Pick<CareRules, 'needs'>): ClinicalNeed[] {
  const { needs, kinds } = NEED_GROUPS[group];
  const all = needsUnder(rules);
  const own = all.slice(CLINICAL_NEEDS.length).filter((need) => {
    const those: readonly ServiceKind[] = need.kinds.length === 0 ? ['medical'] : need.kinds;
    return those.some((kind) => kinds.includes(kind));
  });
  return [...needs.map((id) => all.find((need) => need.id === id) as ClinicalNeed), ...own];
}

/** Classes of the delay between incident and report (GBVIMS intake form), by their last hour. */
const DELAYS: readonly (readonly [lastHour: number, name: string])[] = [
  [3 * 24, '0–3 days'],
  [5 * 24, '4–5 days'],
  [14 * 24, '6–14 days'],
  [30 * 24, '15–30 days'],
  [Number.POSITIVE_INFINITY, 'more than 30 days'],
];

/**
 * The class of a delay in real hours. The fourth day begins when 72 hours are over: 3 days and 23 hours are no "0–3 days", and a
 * change of the clock between the two moments adds or takes no hour, since both are instants.
 */
export function delayClass(hours: number): string {
  return (DELAYS.find(([lastHour]) => hours <= lastHour) as readonly [number, string])[1];
}
