// The story of the demo's season: where incidents gather, of what kind, and in which course over the year. The towns are
// real and everything said of them is invented. Incidents, patrols and zones read it; it knows no random number.
import type { GBV_TYPES } from '../schema/incident.ts';
import type { Site } from './focus.ts';

export type GbvType = (typeof GBV_TYPES)[number];

/**
 * steady: all year. dry, lean, rains: strongest from November to April, June to August, July to October.
 * emerging: hardly anything until ten weeks before the end, then more every week. silent: weekly reports that stop
 * fourteen weeks before the end.
 */
export const COURSES = ['steady', 'dry', 'lean', 'rains', 'emerging', 'silent'] as const;
export type Course = (typeof COURSES)[number];

export interface Hotspot {
  readonly town: string;
  readonly site: Site;
  /** Share of all clustered incidents, before they are made to add up to one. */
  readonly share: number;
  readonly course: Course;
}

export const HOTSPOTS: readonly Hotspot[] = [
  { town: 'Maiduguri', site: 'camp', share: 12, course: 'steady' },
  { town: 'Maiduguri', site: 'market', share: 6, course: 'lean' },
  { town: 'Bama', site: 'firewood', share: 9, course: 'dry' },
  { town: 'Bama', site: 'water', share: 5, course: 'dry' },
  { town: 'Monguno', site: 'camp', share: 7, course: 'steady' },
  { town: 'Gwoza', site: 'firewood', share: 7, course: 'dry' },
  { town: 'Dikwa', site: 'water', share: 5, course: 'dry' },
  { town: 'Gamboru', site: 'camp', share: 5, course: 'rains' },
  { town: 'Damboa', site: 'farm', share: 5, course: 'lean' },
  { town: 'Mubi', site: 'market', share: 6, course: 'lean' },
  { town: 'Jimeta', site: 'camp', share: 5, course: 'rains' },
  { town: 'Gashua', site: 'water', share: 5, course: 'rains' },
  { town: 'Potiskum', site: 'market', share: 4, course: 'lean' },
  { town: 'Damaturu', site: 'camp', share: 4, course: 'steady' },
  { town: 'Michika', site: 'farm', share: 3, course: 'lean' },
  { town: 'Buni Yadi', site: 'firewood', share: 7, course: 'emerging' },
  { town: 'Kukawa', site: 'water', share: 5, course: 'silent' },
];

/** What is reported from where; `open` is everywhere else. Weights, not shares. */
export const TYPE_WEIGHTS: Readonly<Record<Site | 'open', Readonly<Record<GbvType, number>>>> = {
  firewood: {
    rape: 34,
    sexual_assault: 36,
    physical_assault: 18,
    forced_marriage: 1,
    denial_of_resources: 6,
    psychological_abuse: 5,
  },
  water: {
    rape: 16,
    sexual_assault: 38,
    physical_assault: 24,
    forced_marriage: 1,
    denial_of_resources: 15,
    psychological_abuse: 6,
  },
  farm: {
    rape: 26,
    sexual_assault: 28,
    physical_assault: 30,
    forced_marriage: 2,
    denial_of_resources: 10,
    psychological_abuse: 4,
  },
  market: {
    rape: 5,
    sexual_assault: 26,
    physical_assault: 34,
    forced_marriage: 3,
    denial_of_resources: 20,
    psychological_abuse: 12,
  },
  camp: {
    rape: 12,
    sexual_assault: 18,
    physical_assault: 26,
    forced_marriage: 11,
    denial_of_resources: 21,
    psychological_abuse: 12,
  },
  open: {
    rape: 12,
    sexual_assault: 15,
    physical_assault: 27,
    forced_marriage: 14,
    denial_of_resources: 17,
    psychological_abuse: 15,
  },
};

/** Hours of the day (Africa/Lagos, UTC+1 all year) around which incidents of a site gather. */
export const USUAL_HOURS: Readonly<Record<Site | 'open', readonly number[]>> = {
  firewood: [6, 7, 8, 9, 16],
  water: [5, 6, 7, 17, 18],
  farm: [7, 9, 11, 15, 16],
  market: [9, 11, 13, 17, 19],
  camp: [18, 20, 22, 23, 2],
  open: [3, 8, 14, 19, 21],
};

const MONTHS: Readonly<Partial<Record<Course, readonly number[]>>> = {
  dry: [1.7, 1.8, 1.8, 1.5, 0.9, 0.5, 0.4, 0.4, 0.5, 0.8, 1.3, 1.6],
  lean: [0.6, 0.6, 0.7, 0.9, 1.2, 1.7, 2, 1.7, 1.1, 0.7, 0.6, 0.6],
  rains: [0.5, 0.5, 0.5, 0.5, 0.7, 1, 1.6, 2.1, 2.2, 1.6, 0.8, 0.5],
};

export const EMERGING_WEEKS = 10;
export const SILENT_WEEKS = 14;

/** Strength of a course on a day: `month` 0 = January, `weeksLeft` until the end of the season. */
export function strength(course: Course, month: number, weeksLeft: number): number {
  if (course === 'emerging') return weeksLeft >= EMERGING_WEEKS ? 0.02 : 0.4 + 0.26 * (EMERGING_WEEKS - weeksLeft);
  if (course === 'silent') return weeksLeft < SILENT_WEEKS ? 0 : 1;
  return MONTHS[course]?.[month] ?? 1;
}
