// Response teams of the demo, and the plan that agencies share: who does what, where and when. All of it is invented.
import type { Place } from '../schema/place.ts';
import type { ObjectiveInput, TaskInput } from '../schema/task.ts';
import type { TeamInput } from '../schema/team.ts';
import { largest } from './alert.ts';
import { Stream } from './stream.ts';

type TeamPlan = Pick<TeamInput, 'name' | 'status' | 'access'> & { readonly freeInMinutes?: number };

const TEAMS: readonly TeamPlan[] = [
  { name: 'Mobile team A', status: 'on-task', access: ['female-staff', 'medic'], freeInMinutes: 70 },
  { name: 'Mobile team B', status: 'on-task', access: ['female-staff'] },
  { name: 'Mobile team C', status: 'available', access: ['female-staff', 'medic'] },
  { name: 'Mobile team D', status: 'available', access: ['boat'] },
  { name: 'Liaison on foot', status: 'available', access: ['female-staff'] },
  { name: 'Night team', status: 'off-duty', access: ['medic'] },
];

/** With a position near one of the larger towns; times are from `now` on. */
export function teamRows(of: {
  readonly places: Iterable<Place>;
  readonly seed: number;
  readonly now: Date;
}): TeamInput[] {
  const stream = new Stream(of.seed, 'team');
  const places = largest(of.places, 12);
  return TEAMS.map(({ freeInMinutes, ...team }, i) => {
    const [lon, lat] = (places[(2 * i) % places.length] as Place).geom.coordinates;
    const near = (degrees: number) => Math.round((degrees + stream.between(-0.02, 0.02)) * 1e5) / 1e5;
    const freeFrom =
      freeInMinutes === undefined ? null : new Date(of.now.getTime() + freeInMinutes * 60_000).toISOString();
    return {
      ...team,
      freeFrom,
      position: { type: 'Point', coordinates: [near(lon), near(lat)] },
      areaPcode: null,
      members: [],
    };
  });
}

export const OBJECTIVES: readonly (Omit<ObjectiveInput, 'byDate'> & { readonly inDays: number })[] = [
  { title: 'Every woman who asks finds a safe place the same night', areaPcode: null, shared: true, inDays: 90 },
  { title: 'The way to water is lit and walked together', areaPcode: null, shared: true, inDays: 60 },
  { title: 'Nobody of a duty team is without training', areaPcode: null, shared: false, inDays: 120 },
];

type TaskPlan = Pick<TaskInput, 'title' | 'agency' | 'kind' | 'state' | 'shared'> & {
  /** Days from today. */
  readonly from: number;
  readonly to: number | null;
  /** Place in the list of objectives. */
  readonly objective: number | null;
};
export const TASKS: readonly TaskPlan[] = [
  {
    title: 'Beds for women and children at the reception site',
    agency: 'Agency A',
    kind: 'shelter',
    state: 'ongoing',
    shared: true,
    from: -30,
    to: 45,
    objective: 0,
  },
  {
    title: 'Night transport to the safe space',
    agency: 'Agency B',
    kind: 'coordination',
    state: 'planned',
    shared: true,
    from: 6,
    to: null,
    objective: 0,
  },
  {
    title: 'Case workers for two districts',
    agency: 'Agency C',
    kind: 'case_management',
    state: 'ongoing',
    shared: true,
    from: -60,
    to: 120,
    objective: 0,
  },
  {
    title: 'Kits for clinical care after rape restocked',
    agency: 'Agency D',
    kind: 'medical',
    state: 'done',
    shared: true,
    from: -21,
    to: -14,
    objective: 0,
  },
  {
    title: 'Solar lights at the water points',
    agency: 'Agency B',
    kind: 'site_works',
    state: 'ongoing',
    shared: true,
    from: -10,
    to: 20,
    objective: 1,
  },
  {
    title: 'Walks to water in groups, agreed with the women',
    agency: "Women's association",
    kind: 'awareness',
    state: 'ongoing',
    shared: true,
    from: -40,
    to: null,
    objective: 1,
  },
  {
    title: 'Latrines moved closer to the shelters',
    agency: 'Agency E',
    kind: 'water_and_sanitation',
    state: 'planned',
    shared: true,
    from: 12,
    to: 40,
    objective: 1,
  },
  {
    title: 'Patrols along the firewood way agreed with the community',
    agency: 'Duty room',
    kind: 'patrol',
    state: 'ongoing',
    shared: false,
    from: -25,
    to: null,
    objective: 1,
  },
  {
    title: 'Survivor-centered response, two days',
    agency: 'Duty room',
    kind: 'training',
    state: 'done',
    shared: false,
    from: -18,
    to: -17,
    objective: 2,
  },
  {
    title: 'Radio and reporting drill',
    agency: 'Duty room',
    kind: 'training',
    state: 'planned',
    shared: false,
    from: 9,
    to: 9,
    objective: 2,
  },
  {
    title: 'Assessment after the displacement',
    agency: 'Agency C',
    kind: 'assessment',
    state: 'ongoing',
    shared: true,
    from: -2,
    to: 3,
    objective: null,
  },
  {
    title: 'Legal desk at the market, twice a week',
    agency: 'Agency F',
    kind: 'legal',
    state: 'cancelled',
    shared: true,
    from: -50,
    to: -20,
    objective: null,
  },
];
