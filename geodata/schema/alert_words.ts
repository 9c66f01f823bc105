// The closed words of alerts: what they are about, how they move and how they end. Apart from the schema, so that a page that
// only shows them carries no validator.

export const ALERT_KINDS = [
  'indicator_alarm',
  'composite_alarm',
  /** One report where nothing is ever reported: somebody asks a second source before anybody speaks of an alarm. */
  'verification_task',
  'cluster',
  'emerging_hotspot',
  'near_repeat',
  'reporting_lost',
  'zone_evidence_lapsed',
  'zone_over_capacity',
  'service_closed',
  'access_blocked',
  'armed_presence',
  'threat',
  'violence_reported',
  'attack_reported',
  'people_displaced',
  'request_for_help',
  'other',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const RAISED_BY = ['rule', 'indicator', 'cluster', 'report', 'person'] as const;
export type RaisedBy = (typeof RAISED_BY)[number];

export const ALERT_STATES = ['raised', 'verified', 'assigned', 'responding', 'closed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What is waited for, each against a limit; the state that waits for it. */
export const ALERT_STEPS = ['verify', 'assign', 'respond', 'close'] as const;
export type AlertStep = (typeof ALERT_STEPS)[number];
export const STEP_OF: Readonly<Record<AlertState, AlertStep | null>> = {
  raised: 'verify',
  verified: 'assign',
  assigned: 'respond',
  responding: 'close',
  closed: null,
};

export const ALERT_ACTIONS = ['verify', 'assign', 'accept', 'respond', 'arrive', 'close', 'reopen', 'note'] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];
/** What the log knows beside what people do: the beginning, and a limit that passed. */
export const ALERT_VERBS = ['raise', 'escalate', ...ALERT_ACTIONS] as const;
export type AlertVerb = (typeof ALERT_VERBS)[number];

export const ALERT_OUTCOMES = ['responded', 'not_confirmed', 'no_response'] as const;
export type AlertOutcome = (typeof ALERT_OUTCOMES)[number];

/** An alert that ends without a response ends with one of these; a response needs no reason. */
export const CLOSE_REASONS: Readonly<Record<AlertOutcome, readonly CloseReason[]>> = {
  responded: [],
  not_confirmed: ['false_alarm', 'duplicate', 'source_unreliable', 'could_not_verify'],
  no_response: [
    'no_access',
    'too_dangerous',
    'no_team_free',
    'survivor_declined',
    'handled_by_partner',
    'outside_mandate',
    'need_passed',
  ],
};
export const ALL_CLOSE_REASONS = [
  'false_alarm',
  'duplicate',
  'source_unreliable',
  'could_not_verify',
  'no_access',
  'too_dangerous',
  'no_team_free',
  'survivor_declined',
  'handled_by_partner',
  'outside_mandate',
  'need_passed',
] as const;
export type CloseReason = (typeof ALL_CLOSE_REASONS)[number];

/** What somebody may add to the log without moving the alert. */
export const NOTE_WORDS = [
  'called_no_answer',
  'second_source_asked',
  'waiting_for_access',
  'waiting_for_consent',
  'women_group_consulted',
  'community_informed',
  'partner_informed',
  'team_delayed',
  'handed_over',
] as const;
export type NoteWord = (typeof NOTE_WORDS)[number];

/** 1 asks for attention, 2 is serious, 3 means that lives are at risk now. */
export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];
