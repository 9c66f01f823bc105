// The closed words of response teams. Apart from the schema, so that a page that only shows them carries no validator.

export const TEAM_STATUSES = ['available', 'on-task', 'off-duty'] as const;
export type TeamStatus = (typeof TEAM_STATUSES)[number];
