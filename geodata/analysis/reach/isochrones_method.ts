// The catalog entry of isochrones. No computation of its own.
import { entry } from '../method.ts';
import { ISOCHRONES_VERSION, isochrones } from './isochrones.ts';
import { isochronesInput, isochronesResult } from './isochrones_schema.ts';

export const isochronesMethod = entry({
  id: 'isochrones',
  version: ISOCHRONES_VERSION,
  title: 'Isochrones',
  summary:
    'What lies within so many minutes of a service: polygons of reached ground with their holes, or reached road.',
  theme: 'reach',
  source: 'reach/isochrones.ts',
  inputs: isochronesInput,
  result: isochronesResult,
  compute: isochrones,
  example: {
    grid: {
      ...{ width: 4, height: 3, bbox: [11.95, 11.73, 11.99, 11.76] },
      ...{ speedKmh: [5, 5, 4, 4, 5, 4, 3, 3, 5, 5, 5, 5], barrier: [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0] },
    },
    ...{ sources: { lon: [11.955], lat: [11.745] }, cutoffsMinutes: [15, 30, 60] },
  },
});
