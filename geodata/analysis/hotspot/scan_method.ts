// The catalog form of `scan`: its words, schemas and example. No computation of its own.
import { entry } from '../method.ts';
import { SCAN_VERSION, scan } from './scan.ts';
import { scanInput, scanResult } from './scan_schema.ts';

export const scanMethod = entry({
  id: 'scan',
  version: SCAN_VERSION,
  title: 'Clusters by scan statistic',
  summary:
    'Circles, and windows of time, with more cases than chance explains, corrected for all that were looked into.',
  theme: 'hotspot',
  source: 'hotspot/scan.ts',
  inputs: scanInput,
  result: scanResult,
  compute: scan,
  example: {
    points: {
      lon: [13.0, 13.1, 13.2, 13.3, 13.4, 13.5],
      lat: [11.8, 11.8, 11.9, 11.7, 11.8, 11.9],
      ids: ['a', 'b', 'c', 'd', 'e', 'f'],
    },
    cases: [9, 8, 2, 1, 2, 1],
    population: [1000, 1200, 900, 1100, 1500, 1000],
    replications: 99,
    seed: 1,
  },
});
