// The catalog entry of bundle. No computation of its own.
import { entry } from '../method.ts';
import { BUNDLE_VERSION, bundle } from './bundle.ts';
import { bundleInput, bundleResult } from './bundle_schema.ts';

const OFFICE = {
  timeZone: 'Africa/Lagos',
  rules: [{ days: [1, 2, 3, 4, 5], opens: '08:00', closes: '16:00' }],
  holidays: [],
};

export const bundleMethod = entry({
  id: 'bundle',
  version: BUNDLE_VERSION,
  title: 'One trip, several services',
  summary:
    'From where one trip reaches several kinds of care in time and while they are open, and which kind is missing elsewhere.',
  theme: 'reach',
  source: 'reach/bundle.ts',
  inputs: bundleInput,
  result: bundleResult,
  compute: bundle,
  example: {
    costs: [
      [30, 45, 40],
      [200, 300, null],
    ],
    between: [
      [0, 20, 15],
      [20, 0, 25],
      [15, 25, 0],
    ],
    services: {
      ids: ['clinic', 'court', 'listening'],
      kind: ['medical', 'legal', 'psychosocial'],
      openingHours: [OFFICE, { ...OFFICE, rules: [{ days: [1, 3], opens: '10:00', closes: '13:00' }] }, OFFICE],
    },
    demand: { ids: ['camp', 'village'], people: [900, 150] },
    kinds: ['medical', 'psychosocial', 'legal'],
    departure: '2026-11-23T08:00:00+01:00',
    cutoffMinutes: 480,
    stayMinutes: { medical: 60, psychosocial: 45, legal: 30 },
    returnHome: true,
  },
});
