// Words of safe zones: status, kind, what protects them, what staff are trained in. Apart from the schemas, so that a page that
// only says them needs none.
/** `draft`: written down and told to nobody but staff; proposed and open need a consultation. */
export const ZONE_STATUSES = ['draft', 'proposed', 'open', 'suspended', 'closed'] as const;

/** `protected_site`: has armed guards and therefore cannot claim the status of a hospital and safety zone (GC IV, Annex I). */
export const ZONE_KINDS = ['safe_space', 'hospital_and_safety_zone', 'protected_site', 'reception_site'] as const;

export const SECURITY_MEASURES = [
  'female_guards',
  'unarmed_guards',
  'armed_guards',
  'lighting',
  'fence',
  'separate_latrines',
  'lockable_doors',
  'alarm',
  'radio_link',
  'night_watch',
] as const;

export const ZONE_PROTOCOLS = [
  'code_of_conduct',
  'confidential_complaints',
  'referral_pathway',
  'evacuation_plan',
  'access_rules',
  'child_safeguarding',
] as const;

export const TRAINING_TOPICS = [
  'clinical_management_of_rape',
  'psychological_first_aid',
  'gbv_core_concepts',
  'psea',
  'child_safeguarding',
  'case_management',
  'first_aid',
  'site_security',
  'evacuation_drill',
] as const;
export type TrainingTopic = (typeof TRAINING_TOPICS)[number];

/** A measure or a protocol: `measure:lighting`, `protocol:code_of_conduct`. */
export const ZONE_CLAIMS = [
  ...SECURITY_MEASURES.map((measure) => `measure:${measure}` as const),
  ...ZONE_PROTOCOLS.map((protocol) => `protocol:${protocol}` as const),
] as const;
export type ZoneClaim = (typeof ZONE_CLAIMS)[number];
