// A response team: who can go, from where, and what it may pass. For operations and stewards only: its place and its status
// go to nobody else. And what the nearest of them are for one alert.
import { z } from 'zod';
import { pcode } from './area.ts';
import { point } from './geometry.ts';
import { TEAM_STATUSES } from './team_words.ts';

export { TEAM_STATUSES, type TeamStatus } from './team_words.ts';

/** What a team has with it or may pass: boat, female-staff, checkpoint-north. */
export const accessWord = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'Small letters, digits and hyphens.');

const fields = {
  name: z.string().trim().min(1).max(120),
  status: z.enum(TEAM_STATUSES),
  /** When a team on task is free to leave; null = nobody said. */
  freeFrom: z.iso.datetime({ offset: true }).nullable(),
  /** Where it is, or will be when it is free; null = not known. */
  position: point.nullable(),
  /** Where it works; null = the whole organization. */
  areaPcode: pcode.nullable(),
  /** Accounts of operations or stewards: they own what is assigned to the team, and see its patrols. */
  members: z.array(z.uuid()).max(50),
  access: z.array(accessWord).max(30),
};

export const teamChange = z.strictObject(fields).partial();
export const teamInput = z.strictObject({
  ...fields,
  status: fields.status.default('available'),
  freeFrom: fields.freeFrom.default(null),
  position: fields.position.default(null),
  areaPcode: fields.areaPcode.default(null),
  members: fields.members.default([]),
  access: fields.access.default([]),
});
export type TeamInput = z.infer<typeof teamInput>;

export const team = z.strictObject({
  id: z.uuid(),
  ...fields,
  /** When its position was last written. */
  positionAt: z.iso.datetime().nullable(),
  version: z.number().int().positive(),
});
export type Team = z.infer<typeof team>;

export const teamExample = { name: 'Mobile team A', access: ['female-staff'], areaPcode: 'QQ001' } satisfies z.input<
  typeof teamInput
>;

/** Why a team is not among those that can come. */
export const TEAM_LEFT_OUT = ['off-duty', 'no-position', 'no-road', 'unreachable'] as const;

export const nearestTeams = z.strictObject({
  at: z.iso.datetime(),
  /** Teams that can come, first arrival first; those of which nobody knows when they are free come last. */
  teams: z.array(
    z.strictObject({
      teamId: z.uuid(),
      name: z.string(),
      status: z.enum(TEAM_STATUSES),
      /** Until it is there: until it is free, and on the way. */
      minutes: z.number().nonnegative(),
      waitMinutes: z.number().nonnegative(),
      travelMinutes: z.number().nonnegative(),
      arrivesAt: z.iso.datetime(),
      /** false = on task, and nobody said until when: the minutes are those of the way alone. */
      sure: z.boolean(),
      positionAt: z.iso.datetime().nullable(),
      access: z.array(z.string()),
    }),
  ),
  leftOut: z.array(z.strictObject({ teamId: z.uuid(), name: z.string(), reason: z.enum(TEAM_LEFT_OUT) })),
  /** Roads as they are today, or straight lines where there are none near the alert. */
  way: z.enum(['roads', 'straight']),
  nextStep: z.string(),
  warnings: z.array(z.string()),
});
export type NearestTeams = z.infer<typeof nearestTeams>;
