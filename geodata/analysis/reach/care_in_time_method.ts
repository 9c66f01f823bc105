// The catalog entry of care-in-time. No computation of its own.
import { entry } from '../method.ts';
import { CARE_IN_TIME_VERSION, careInTime } from './care_in_time.ts';
import { careInTimeInput, careInTimeResult } from './care_in_time_schema.ts';

const OFFICE = {
  timeZone: 'Africa/Lagos',
  rules: [{ days: [1, 2, 3, 4, 5], opens: '08:00', closes: '16:00' }],
  holidays: ['2026-12-25'],
};

export const careInTimeMethod = entry({
  id: 'care-in-time',
  version: CARE_IN_TIME_VERSION,
  title: 'Care in time',
  summary:
    'Which care can be reached inside its clinical window: the way, the wait until a door opens, stock, and the next step.',
  theme: 'reach',
  source: 'reach/care_in_time.ts',
  inputs: careInTimeInput,
  result: careInTimeResult,
  compute: careInTime,
  example: {
    departure: '2026-11-22T20:00:00+01:00',
    hoursSinceIncident: 30,
    services: {
      ids: ['post', 'clinic', 'hospital'],
      kind: ['medical', 'medical', 'medical'],
      components: [
        ['trained_staff'],
        ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol'],
        ['pep'],
      ],
      openingHours: [
        null,
        OFFICE,
        { ...OFFICE, rules: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }] },
      ],
      minutes: [15, 50, 240],
      minutesP10: [10, 40, 200],
      minutesP90: [30, 90, 600],
    },
  },
});
