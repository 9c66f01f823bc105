// The catalog form of `near-repeat`: its words, schemas and example. No computation of its own.
import { entry } from '../method.ts';
import { NEAR_REPEAT_VERSION, nearRepeat } from './near_repeat.ts';
import { nearRepeatInput, nearRepeatResult } from './near_repeat_schema.ts';

export const nearRepeatMethod = entry({
  id: 'near-repeat',
  version: NEAR_REPEAT_VERSION,
  title: 'Near repeats',
  summary: 'For how many days, and how far around an event, more events follow than chance would bring (Knox table).',
  theme: 'hotspot',
  source: 'hotspot/near_repeat.ts',
  inputs: nearRepeatInput,
  result: nearRepeatResult,
  compute: nearRepeat,
  example: {
    points: { lon: [13.1, 13.1001, 13.2, 13.2001, 13.3, 13.1], lat: [11.8, 11.8, 11.9, 11.9, 11.7, 11.8] },
    times: [0, 2, 30, 33, 60, 1],
    distanceBands: [0, 200, 1000],
    timeBands: [3, 7, 14],
    replications: 99,
    seed: 1,
  },
});
