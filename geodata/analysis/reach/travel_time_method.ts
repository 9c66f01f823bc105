// The catalog entry of travel-time. No computation of its own.
import { entry } from '../method.ts';
import { TRAVEL_TIME_VERSION, travelTime } from './travel_time.ts';
import { travelTimeInput, travelTimeResult } from './travel_time_schema.ts';

export const travelTimeMethod = entry({
  id: 'travel-time',
  version: TRAVEL_TIME_VERSION,
  title: 'Travel time',
  summary: 'Minutes from every place to its nearest service over roads and ground, and which service that is.',
  theme: 'reach',
  source: 'reach/travel_time.ts',
  inputs: travelTimeInput,
  result: travelTimeResult,
  compute: travelTime,
  example: {
    graph: {
      ...{ from: [0, 1], to: [1, 2], cost: [60, 90], undirected: true },
      ...{ lon: [11.955, 11.965, 11.985], lat: [11.745, 11.745, 11.745] },
    },
    grid: {
      ...{ width: 4, height: 2, bbox: [11.95, 11.74, 11.99, 11.76] },
      ...{
        speedKmh: [5, 5, 4, 4, 5, 4, 3, 3],
        barrier: [0, 0, 1, 0, 0, 0, 1, 0],
        people: [40, 10, 0, 25, 70, 12, 3, 8],
      },
    },
    ...{ sources: { node: [0] }, direction: 'toward', cutoffMinutes: 60 },
    demand: { lon: [11.974, 11.988], lat: [11.752, 11.756], people: [3, 25] },
  },
});
