// The catalog form of fragility.ts. No computation of its own.
import { entry } from '../method.ts';
import { FRAGILITY_VERSION, fragility } from './fragility.ts';
import { fragilityInput, fragilityResult } from './fragility_schema.ts';

export const fragilityMethod = entry({
  id: 'fragility',
  version: FRAGILITY_VERSION,
  title: 'Fragility of access',
  summary: 'People who lose care within a number of minutes when one road, bridge or service goes, for each of them.',
  theme: 'reach',
  source: 'reach/fragility.ts',
  inputs: fragilityInput,
  result: fragilityResult,
  compute: fragility,
  example: {
    // A road from the service at node 0 to node 3, with a way round its first bridge.
    graph: { from: [0, 1, 2, 0, 4], to: [1, 2, 3, 4, 2], cost: [600, 600, 900, 900, 900], undirected: true },
    sources: { node: [0] },
    demand: { node: [1, 2, 3], people: [200, 400, 300] },
    cutoffMinutes: 40,
    remove: 'edges',
  },
});
