// The one permission table. What is not written here is denied. `server/access/may.ts` is the only reader on the
// server; the screen reads it to know what to offer, never to decide.

export const ROLES = [
  'reporter',
  'public',
  'partner',
  'evaluator',
  'planner',
  'operations',
  'steward',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

export const VERBS = ['read', 'create', 'change', 'delete', 'run'] as const;
export type Verb = (typeof VERBS)[number];

export const THINGS = [
  'account',
  'alert',
  'alert_rule',
  'analysis',
  'api_key',
  'approval',
  'area',
  'audit',
  'board_view',
  'community_observation',
  'constraint',
  'consultation',
  'dataset',
  'entry_problem',
  'entry_review',
  'evaluator_release',
  'event',
  'exact_incident',
  'focal_point',
  'gateway',
  'incident',
  'incident_merge',
  'indicator',
  'observation',
  'pack',
  'patrol',
  'patrol_effort',
  'patrol_plan',
  'place',
  'population',
  'referral',
  'release',
  'release_draft',
  'report',
  'report_key',
  'reporting_point',
  'road',
  'road_publication',
  'service',
  'session',
  'setting',
  'task',
  'team',
  'view',
  'zone',
  'zone_use',
] as const;
export type Thing = (typeof THINGS)[number];

export type Grants = Partial<Record<Thing, readonly Verb[]>>;

const read = ['read'] as const;
const write = ['read', 'create', 'change', 'delete'] as const;
const run = ['run'] as const;

/** What anybody may read: the public directory, the ground it stands on, and releases. `session`: who am I, sign in and out. */
const open: Grants = {
  area: read,
  /** A focal point of a community shows its own code instead of an account, and is told nothing back. */
  community_observation: ['create'],
  /** Anybody may say that an entry is wrong, in one of a few words. */
  entry_problem: ['create'],
  event: read,
  gateway: read,
  pack: read,
  place: read,
  release: read,
  /** To whom reports are sealed. */
  report_key: read,
  road: read,
  service: read,
  session: ['read', 'create', 'delete'],
  zone: read,
};

const analyst: Grants = {
  ...open,
  analysis: run,
  api_key: ['read', 'create', 'delete'],
  dataset: read,
  population: read,
};
const staff: Grants = {
  ...analyst,
  constraint: read,
  consultation: ['read', 'create'],
  entry_review: ['read', 'delete'],
  incident: read,
  patrol_effort: read,
  reporting_point: read,
  road: ['read', 'change'],
  service: write,
  task: write,
  zone: write,
  /** What shows that a zone is safe, and who was trained: for staff alone. */
  zone_use: ['read', 'change'],
};
/** What the duty room works with. */
const duty: Grants = {
  ...staff,
  alert: ['read', 'create', 'change'],
  alert_rule: read,
  board_view: write,
  constraint: write,
  incident: ['read', 'create'],
  /** Two entries of one event counted as one, and taken apart again. */
  incident_merge: ['read', 'create', 'delete'],
  indicator: read,
  observation: ['read', 'create'],
  patrol: write,
  patrol_plan: write,
  referral: ['read', 'create', 'change'],
  reporting_point: write,
  team: write,
};

export const PERMISSIONS: Record<Role, Grants> = {
  reporter: {},
  public: open,
  partner: { ...analyst, referral: ['read', 'create', 'change'], task: ['read', 'change'] },
  evaluator: { ...analyst, evaluator_release: read },
  planner: { ...staff, dataset: write, population: write },
  operations: duty,
  steward: {
    ...duty,
    account: read,
    alert_rule: write,
    /** Confirms that who became a steward by an administrator's hand is one. */
    approval: ['create'],
    area: write,
    audit: read,
    consultation: write,
    dataset: write,
    evaluator_release: read,
    exact_incident: write,
    /** Who watches in a community: made and ended here, known to the server by the hash of a code only. */
    focal_point: write,
    gateway: write,
    indicator: write,
    observation: write,
    place: write,
    population: write,
    release_draft: ['read', 'create', 'change', 'delete'],
    /** Reads, answers and closes sealed reports; only a steward's own key opens them. */
    report: ['read', 'create', 'change', 'delete'],
    report_key: ['read', 'create', 'delete'],
    road: write,
    /** Lets closed and slowed roads into the packs that anybody may fetch. */
    road_publication: ['read', 'create'],
    setting: ['read', 'change'],
    /** Looks at the map as a role below. */
    view: ['create'],
  },
  admin: {
    account: write,
    api_key: ['read', 'delete'],
    session: ['read', 'create', 'delete'],
    setting: read,
  },
};

/** A code or key beside the password, before anything else is done: for those who read exact records or grant roles. */
export const NEEDS_SECOND_FACTOR: ReadonlySet<Role> = new Set(['steward', 'admin']);

/** Only these see where a protected service is; for all others it does not exist in any answer. */
export const SEES_PROTECTED_SERVICES: ReadonlySet<Role> = new Set(['operations', 'steward']);

/** Whether a road is open today and how long it takes; all others read what a steward published of it. */
export const SEES_UNPUBLISHED_ROADS: ReadonlySet<Role> = new Set(['planner', 'operations', 'steward']);

/** Zones that the public may see are the open ones; staff see proposals and suspensions too. */
export const SEES_ALL_ZONES: ReadonlySet<Role> = new Set(['planner', 'operations', 'steward']);

/**
 * How a role sees incidents (privacy.md, "Who sees incidents, and how"). A role without an entry sees none.
 * `resolution`: H3; `null` = the exact point. `floor`: smallest count that is shown. `delayHours`: from the
 * end of a period to when it may be shown, counted at midnight UTC.
 */
export const INCIDENT_VIEW: Partial<
  Record<Role, { resolution: 7 | 8 | null; period: 'week' | 'day' | 'exact'; floor: number; delayHours: number }>
> = {
  planner: { resolution: 7, period: 'week', floor: 3, delayHours: 72 },
  operations: { resolution: 8, period: 'day', floor: 1, delayHours: 0 },
  steward: { resolution: null, period: 'exact', floor: 1, delayHours: 0 },
};

/** Who asks: every query, analysis and serializer takes one. */
export interface Viewer {
  readonly role: Role;
  readonly organizationId: string;
  /** P-code prefix of the viewer's own area; '' = the whole organization (the P-code hierarchy is by prefix). */
  readonly areaPrefix: string;
  /** null or absent: nobody with an account (a visitor, the demo, a token of the command line). */
  readonly accountId?: string | null;
  /** A steward who looks through this role: reads as it does, writes nothing. */
  readonly viewing?: boolean;
  /** An API key: reads and runs these things only, and never more than its role. */
  readonly things?: readonly Thing[];
}
