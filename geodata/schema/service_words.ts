// The closed words of services: kinds, states and components. Apart from the schema, so that a page on a phone that only reads
// them carries no validator.

export const SERVICE_KINDS = [
  'medical',
  'psychosocial',
  'legal',
  'safe_space',
  'shelter',
  'police',
  'food',
  'livelihood',
  'education',
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/**
 * What makes a site able to treat. "Clinical management of rape" counts only when all of CMR_COMPONENTS are in
 * place (data4impact composite indicator).
 */
export const SERVICE_COMPONENTS = [
  'trained_staff',
  'pep',
  'emergency_contraception',
  'sti_treatment',
  'protocol',
  'hepatitis_b',
  'emergency_surgery',
  'obstetric',
] as const;
export const CMR_COMPONENTS = [
  'trained_staff',
  'pep',
  'emergency_contraception',
  'sti_treatment',
  'protocol',
] as const satisfies readonly (typeof SERVICE_COMPONENTS)[number][];

export const SERVICE_STATUSES = ['open', 'closed', 'unknown'] as const;
