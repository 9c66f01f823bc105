// The closed list of errors: a word, a status, a sentence. Anything thrown that is not a Problem is a fault and is
// answered without its message. A Problem never carries an echoed value, SQL, a path or a constraint name.
import { type SchemaIssue, saidIssues } from './issue_words.ts';

const OGC_EXCEPTION = 'http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0';

/** code → [HTTP status, title, type where a standard names one]. */
export const PROBLEMS = {
  invalid_input: [400, 'The input is not valid'],
  invalid_geometry: [400, 'The geometry is not valid'],
  unauthenticated: [401, 'Sign in first'],
  code_required: [401, 'A second factor is needed'],
  forbidden: [403, 'Your role may not do this'],
  not_found: [404, 'There is nothing here'],
  account_not_found: [404, 'This account does not exist'],
  api_key_not_found: [404, 'This API key does not exist'],
  alert_not_found: [404, 'This alert does not exist'],
  area_not_found: [404, 'This area does not exist'],
  constraint_not_found: [404, 'This access constraint does not exist'],
  consultation_not_found: [404, 'This consultation does not exist'],
  dataset_not_found: [404, 'This dataset does not exist'],
  entry_review_not_found: [404, 'There is nothing to look at about this entry'],
  focal_point_not_found: [404, 'This focal point does not exist'],
  gateway_not_found: [404, 'This contact does not exist'],
  incident_not_found: [404, 'This incident does not exist'],
  indicator_not_found: [404, 'This indicator does not exist'],
  job_not_found: [404, 'This job does not exist', `${OGC_EXCEPTION}/no-such-job`],
  objective_not_found: [404, 'This objective does not exist'],
  observation_not_found: [404, 'This observation does not exist'],
  patrol_not_found: [404, 'This patrol route does not exist'],
  patrol_plan_not_found: [404, 'This patrol plan does not exist'],
  place_not_found: [404, 'This place does not exist'],
  process_not_found: [404, 'This analysis does not exist', `${OGC_EXCEPTION}/no-such-process`],
  referral_not_found: [404, 'This referral does not exist'],
  release_not_found: [404, 'This release does not exist'],
  reporting_point_not_found: [404, 'This reporting point does not exist'],
  report_not_found: [404, 'This report does not exist'],
  report_key_not_found: [404, 'This key does not exist'],
  result_not_ready: [404, 'There is no result yet', `${OGC_EXCEPTION}/result-not-ready`],
  road_not_found: [404, 'This road does not exist'],
  service_not_found: [404, 'This service does not exist'],
  task_not_found: [404, 'This task does not exist'],
  team_not_found: [404, 'This team does not exist'],
  women_route_not_found: [404, 'This way of women does not exist'],
  zone_not_found: [404, 'This safe zone does not exist'],
  method_not_allowed: [405, 'This address does not take that method'],
  alert_move_refused: [409, 'This alert cannot take that step now'],
  already_exists: [409, 'This exists already'],
  consultation_missing: [409, 'Consult first'],
  evidence_missing: [409, 'Show first that it is safe'],
  in_use: [409, 'Something still depends on this'],
  move_refused: [409, 'This referral cannot be answered like that'],
  release_blocked: [409, 'This release would tell a small number'],
  report_keys_changed: [409, 'Reports are read with other keys now'],
  request_running: [409, 'The same request is still running'],
  cancelled: [410, 'The analysis was cancelled'],
  stale_version: [412, 'Somebody changed this since you read it'],
  too_large: [413, 'The input is too large'],
  unsupported_media_type: [415, 'This kind of content is not taken here'],
  key_reused: [422, 'This Idempotency-Key was used for another request'],
  file_rejected: [422, 'The file was not imported'],
  plan_refused: [422, 'This plan was not made'],
  work_refused: [422, 'This work was not taken'],
  version_required: [428, 'Say which version you are changing'],
  too_many_requests: [429, 'Too many requests'],
  fault: [500, 'Something failed on our side'],
  worker_lost: [500, 'The analysis ended before it was done'],
  busy: [503, 'The server is busy'],
  database_unavailable: [503, 'The database cannot be reached'],
  reports_full: [503, 'No more reports can be taken today'],
  time_limit: [504, 'The analysis took too long'],
} as const satisfies Record<string, readonly [status: number, title: string, type?: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Where and why: `pointer` is a JSON pointer into the input, `detail` one sentence that names no value. */
export interface ProblemPart {
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457 problem document. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly ProblemPart[];
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly ProblemPart[];

  constructor(code: ProblemCode, detail = '', errors: readonly ProblemPart[] = []) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.errors = errors;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }

  toDocument(): ProblemDocument {
    const [status, title, type = 'about:blank']: readonly [number, string, string?] = PROBLEMS[this.code];
    return {
      type,
      title,
      status,
      code: this.code,
      ...(this.message === '' ? {} : { detail: this.message }),
      ...(this.errors.length === 0 ? {} : { errors: this.errors }),
    };
  }
}

/** What a schema found wrong as problem parts: paths become JSON pointers, values and keys that somebody sent never appear. */
export function partsOfIssues(issues: readonly SchemaIssue[]): ProblemPart[] {
  return saidIssues(issues.slice(0, 100))
    .slice(0, 100)
    .map(({ path, message }) => ({
      pointer: path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      detail: message,
    }));
}
