// What the tests of the list of care ask about: a few services around somebody who sets out at noon on a Monday in Lagos.
import { careList } from '../../../../geodata/analysis/reach/care_list.ts';
import type { CareQuestion } from '../../../../geodata/analysis/reach/care_list_asked.ts';
import { DEFAULT_CARE_RULES } from '../../../../geodata/schema/care_rules.ts';
import type { Directory, PackService } from '../../../../geodata/schema/pack.ts';
import { CMR_COMPONENTS } from '../../../../geodata/schema/service_words.ts';
import { ALWAYS, MONDAY_NOON } from './care_in_time_case.ts';

export const NOON = Date.parse(MONDAY_NOON);

/** A hospital with everything, always open, checked last week, free, with women on its staff. */
export const HOSPITAL: PackService = {
  ...{ id: 'hospital', name: 'Hospital', kind: 'medical', status: 'open' },
  components: [...CMR_COMPONENTS, 'hepatitis_b', 'emergency_surgery'],
  ...{ outOfStock: [], openingHours: ALWAYS, languages: ['ha', 'en'], cost: 'free', eligibility: '', documents: '' },
  ...{ femaleStaff: true, accessible: true, capacity: null, phone: '', verifiedOn: '2026-11-16', underReview: false },
  ...{ translations: {}, lon: 13.15, lat: 11.85, areaPcode: null },
};

export const service = (id: string, more: Partial<PackService> = {}): PackService => ({ ...HOSPITAL, id, ...more });

export const directoryOf = (services: readonly PackService[], rules: Partial<Directory['rules']> = {}): Directory => ({
  ...{ region: 'all', name: 'Test', organizationId: '5d0f0a0e-53f6-4a40-8f2b-0f6a5b4f1d10' },
  ...{ changedOn: null, invented: true, credits: [], gateways: [], areas: [], places: [] },
  ...{ rules: { ...DEFAULT_CARE_RULES, ...rules }, services },
});

type Minutes = number | readonly [p10: number, p50: number, p90: number];

export function waysOf(minutes: readonly Minutes[]): CareQuestion['ways'] {
  const column = (k: number) => Float64Array.from(minutes, (m) => (typeof m === 'number' ? m : (m[k] as number)));
  return { minutesP10: column(0), minutes: column(1), minutesP90: column(2) };
}

/** The list for services at so many minutes each. */
export function listOf(
  places: readonly (readonly [PackService, Minutes])[],
  asked: Partial<Omit<CareQuestion, 'directory' | 'ways'>> & { readonly rules?: Partial<Directory['rules']> } = {},
) {
  const { rules, ...rest } = asked;
  return careList({
    ...{ departure: NOON, hoursSinceIncident: 10, group: 'rape' },
    ...rest,
    directory: directoryOf(
      places.map(([one]) => one),
      rules,
    ),
    ways: waysOf(places.map(([, minutes]) => minutes)),
  });
}
