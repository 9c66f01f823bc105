// Which changes a role hears of, and how. Below operations nobody may notice a hidden write, not even by when something
// is said: those topics speak on a fixed clock only, in frames of one size. Knows no connection.
import type { Thing, Viewer } from '../../geodata/schema/roles.ts';
import { may } from '../access/may.ts';
import type { Change } from './outbox.ts';

export const TOPICS = ['public', 'planner', 'operations', 'steward'] as const;
export type Topic = (typeof TOPICS)[number];
export type ClockedTopic = 'public' | 'planner';

/** What topics on the clock tell of, in the order in which it stands in a frame. */
export const CLOCKED_NOUNS: Record<ClockedTopic, readonly Thing[]> = {
  public: ['release', 'service'],
  planner: ['area', 'incident', 'release', 'road', 'service', 'zone', 'zone_use'],
};

/** What is written with a hidden record of, and the planners' own picture of incidents, which is renewed once a week. */
const HEARD_THOUGH_HIDDEN: Record<ClockedTopic, (change: Change) => boolean> = {
  public: () => false,
  planner: ({ noun, verb }) =>
    noun === 'zone' || noun === 'zone_use' || noun === 'road' || (noun === 'incident' && verb === 'batch'),
};

/** The topic of a viewer who may read events. A key is for some things only: it hears what everybody may. */
export function topicOf({ role, things }: Viewer): Topic {
  if (things !== undefined) return 'public';
  return role === 'planner' || role === 'operations' || role === 'steward' ? role : 'public';
}

export const isClocked = (topic: Topic): topic is ClockedTopic => topic in CLOCKED_NOUNS;

export function hears(topic: Topic, change: Change): boolean {
  const noun = change.noun as Thing;
  if (!isClocked(topic)) return may(topic, 'read', noun);
  if (!CLOCKED_NOUNS[topic].includes(noun)) return false;
  if (change.hidden || noun === 'incident') return HEARD_THOUGH_HIDDEN[topic](change);
  return true;
}
