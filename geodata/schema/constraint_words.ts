// The closed words of access constraints. Apart from the schema, so that a page that only shows them carries no validator.

export const CONSTRAINT_KINDS = [
  ...(['closed_road', 'broken_bridge', 'flood', 'checkpoint', 'curfew', 'danger_area'] as const),
  ...(['mines', 'fighting', 'permit', 'other'] as const),
] as const;
export type ConstraintKind = (typeof CONSTRAINT_KINDS)[number];

/** The nine types of the Access Monitoring and Reporting Framework (OCHA), in its order. */
export const ACCESS_TYPES = [
  ...(['denial_of_needs', 'entry_restricted', 'movement_restricted', 'hostilities', 'violence_against_staff'] as const),
  ...(['interference', 'mines_and_explosives', 'physical_environment', 'people_obstructed'] as const),
] as const;
export type AccessType = (typeof ACCESS_TYPES)[number];

/** What it does to each road that it touches; `none` = it is known of, and changes no travel time. */
export const CONSTRAINT_EFFECTS = ['closed', 'delay', 'slow', 'none'] as const;
export type ConstraintEffect = (typeof CONSTRAINT_EFFECTS)[number];

/** Of the source A (reliable) to F (cannot be judged), of what it says 1 (confirmed) to 6 (cannot be judged): the Admiralty code. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const CONSTRAINT_SOURCES = ['own_team', 'authority', 'partner', 'community', 'media', 'other'] as const;

/** Of what the source says, confirmed to cannot be judged. */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;

/** Whether it holds at a moment. */
export const CONSTRAINT_STANDS = ['holds', 'out_of_hours', 'planned', 'ended'] as const;
export type ConstraintStand = (typeof CONSTRAINT_STANDS)[number];
