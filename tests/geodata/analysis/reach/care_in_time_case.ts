// What the tests of care in time ask about: one service with everything at one hour, noon on a Monday in Lagos.
import { careInTimeMethod } from '../../../../geodata/analysis/reach/care_in_time_method.ts';
import type { CareInTimeResult } from '../../../../geodata/analysis/reach/care_in_time_schema.ts';
import type { OpeningHours } from '../../../../geodata/schema/service.ts';

export const ALL_FIVE = ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol'];
export const ALWAYS: OpeningHours = {
  timeZone: 'Africa/Lagos',
  rules: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }],
  holidays: [],
};
export const OFFICE: OpeningHours = { ...ALWAYS, rules: [{ days: [1, 2, 3, 4, 5], opens: '08:00', closes: '16:00' }] };
/** 2026-11-23 is a Monday; Lagos is an hour ahead of UTC. */
export const MONDAY_NOON = '2026-11-23T12:00:00+01:00';

export interface Inputs {
  services: Record<string, unknown>;
  [key: string]: unknown;
}
export const run = (inputs: Inputs): CareInTimeResult =>
  careInTimeMethod.run({ departure: MONDAY_NOON, ...inputs }) as CareInTimeResult;
export const needOf = (result: CareInTimeResult, id: string) => result.needs.find((need) => need.id === id);
export const answerOf = (result: CareInTimeResult, id: string) => needOf(result, id)?.answer;
export const place = (more: Record<string, unknown> = {}) => ({
  components: [ALL_FIVE],
  openingHours: [ALWAYS],
  minutes: [60],
  ...more,
});
