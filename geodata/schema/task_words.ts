// The closed words of tasks. Apart from the schema, so that a page that only shows them carries no validator.

export const TASK_KINDS = [
  'protection_monitoring',
  'case_management',
  'medical',
  'psychosocial',
  'legal',
  'shelter',
  'food',
  'water_and_sanitation',
  'livelihoods',
  'dignity_kits',
  'awareness',
  'training',
  'assessment',
  'patrol',
  'site_works',
  'coordination',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['planned', 'ongoing', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];
