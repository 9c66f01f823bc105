// All collections of features: what anybody, partners, planners and operations may read. A collection of incidents is not
// among them for anybody.
import type { Collection } from './collection.ts';
import { GROUND_COLLECTIONS } from './ground_collections.ts';
import { PATROL_COLLECTIONS } from './patrol_collections.ts';
import { releaseCollection } from './release_collection.ts';

export const createCollections = (): readonly Collection[] => [
  ...GROUND_COLLECTIONS,
  releaseCollection(),
  ...PATROL_COLLECTIONS,
];
