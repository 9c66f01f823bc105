// What an invented service offers: opening hours, components of care, languages, parts of its name. Small tables and choices over a
// stream; must not know where a service stands.
import type { OpeningHours } from '../schema/service.ts';
import { CMR_COMPONENTS, type SERVICE_COMPONENTS, type ServiceKind } from '../schema/service_words.ts';
import type { Grade } from './service_plan.ts';
import type { Stream } from './stream.ts';

type Rule = OpeningHours['rules'][number];
const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];
const rule = (days: number[], opens: string, closes: string): Rule => ({ days, opens, closes });

const ROUND_THE_CLOCK = [rule(ALL_WEEK, '00:00', '24:00')];
/** Friday closes for prayer, as offices there do. */
const OFFICE = [rule([1, 2, 3, 4], '08:00', '16:00'), rule([5], '08:00', '12:30')];
const WITH_SATURDAY = [rule(WEEKDAYS, '08:00', '17:00'), rule([6], '09:00', '13:00')];
const TWO_SHIFTS = [rule(WEEKDAYS, '07:30', '13:00'), rule(WEEKDAYS, '14:00', '18:00'), rule([6, 7], '09:00', '12:00')];
const OVERNIGHT = [rule(ALL_WEEK, '17:00', '08:00')];
const MARKET_DAYS = [rule([1, 3, 6], '09:00', '15:00')];

const HOURS: Readonly<Record<ServiceKind, readonly Rule[][]>> = {
  medical: [WITH_SATURDAY, TWO_SHIFTS, OFFICE],
  psychosocial: [OFFICE, WITH_SATURDAY, MARKET_DAYS],
  legal: [OFFICE, OFFICE, MARKET_DAYS],
  safe_space: [OFFICE, WITH_SATURDAY, TWO_SHIFTS],
  shelter: [ROUND_THE_CLOCK, OVERNIGHT],
  police: [ROUND_THE_CLOCK, ROUND_THE_CLOCK, OFFICE],
  food: [MARKET_DAYS, OFFICE],
  livelihood: [OFFICE, TWO_SHIFTS],
  education: [OFFICE, [rule(WEEKDAYS, '07:30', '14:00')]],
};

/** null = nobody knows the hours, which is not the same as closed. */
export function hoursOf(
  kind: ServiceKind,
  grade: Grade,
  given: { stream: Stream; holidays: string[] },
): OpeningHours | null {
  const { stream, holidays } = given;
  if (stream.chance(0.07)) return null;
  const isAlwaysOpen = grade === 'hospital' || (grade === 'clinic' && stream.chance(0.25));
  const rules = isAlwaysOpen ? ROUND_THE_CLOCK : stream.pick(HOURS[kind]);
  const isOpenOnHolidays = rules === ROUND_THE_CLOCK || rules === OVERNIGHT;
  return { timeZone: 'Africa/Lagos', rules: [...rules], holidays: isOpenOnHolidays ? [] : holidays };
}

/** Share of places that have everything for clinical management of rape, by grade. */
const CMR_SHARE: Readonly<Record<Grade, number>> = { hospital: 0.75, clinic: 0.34, post: 0.05, none: 0 };

export function componentsOf(kind: ServiceKind, grade: Grade, stream: Stream): (typeof SERVICE_COMPONENTS)[number][] {
  if (kind !== 'medical')
    return stream.chance(0.6) ? ['trained_staff', 'protocol'] : stream.some(['trained_staff'], 0.5);
  const isComplete = stream.chance(CMR_SHARE[grade]);
  const some = stream.some(CMR_COMPONENTS, grade === 'post' ? 0.35 : 0.7);
  // An incomplete place lacks at least one: the medicine that runs out first.
  const core = isComplete ? [...CMR_COMPONENTS] : some.filter((component) => component !== 'pep' || some.length < 5);
  const more = stream.some(['hepatitis_b', 'obstetric'] as const, grade === 'hospital' ? 0.8 : 0.25);
  return [...core, ...more, ...stream.some(['emergency_surgery'] as const, grade === 'hospital' ? 0.7 : 0)];
}

/** By state: Borno, Adamawa, Yobe. Hausa everywhere; Kanuri, Fulfulde, English, (Shuwa) Arabic by place. */
const LANGUAGES: readonly (readonly [string, number][])[] = [
  [
    ['ha', 0.95],
    ['kr', 0.9],
    ['en', 0.6],
    ['ar', 0.4],
    ['ff', 0.15],
  ],
  [
    ['ha', 0.95],
    ['ff', 0.85],
    ['en', 0.7],
    ['kr', 0.1],
    ['ar', 0.05],
  ],
  [
    ['ha', 0.97],
    ['kr', 0.75],
    ['en', 0.55],
    ['ff', 0.35],
    ['ar', 0.2],
  ],
];

export function languagesOf(state: number, stream: Stream): string[] {
  const spoken = (LANGUAGES[state] ?? []).filter(([, share]) => stream.chance(share)).map(([language]) => language);
  return spoken.length > 0 ? spoken : ['ha'];
}

/** Hausa words for trust, hope, health, peace …: names that no register has for these towns. */
const OWN_NAMES = ['Amana', 'Bege', 'Lafiya', 'Salama', 'Haske', 'Kauna', 'Zumunci', 'Tausayi', 'Juriya', 'Nasara'];
const KIND_NAMES: Readonly<Record<ServiceKind, readonly string[]>> = {
  medical: ['Clinic', 'Health Centre'],
  psychosocial: ['Counselling Room', 'Listening Centre'],
  legal: ['Legal Aid Desk', 'Law Office for Women'],
  safe_space: ['Women and Girls Space', "Women's Centre"],
  shelter: ['Safe House', 'Night Shelter'],
  police: ['Police Family Desk', 'Police Gender Desk'],
  food: ['Food Point', 'Community Kitchen'],
  livelihood: ['Skills Workshop', 'Savings House'],
  education: ["Girls' School", 'Learning Centre'],
};
const GRADE_NAMES: Readonly<Partial<Record<Grade, string>>> = { hospital: 'Hospital', post: 'Health Post' };

export function nameOf(kind: ServiceKind, grade: Grade, stream: Stream): { own: string; word: string } {
  const own = stream.pick(OWN_NAMES);
  return { own, word: GRADE_NAMES[grade] ?? stream.pick(KIND_NAMES[kind]) };
}
