// A failed request in words that a person can act on.
import { ApiProblem } from '../api.ts';
import { type MessageKey, t } from '../i18n/messages.ts';

const WORDED: Readonly<Record<string, MessageKey>> = {
  offline: 'problem.offline',
  database_unavailable: 'problem.database_unavailable',
  busy: 'problem.busy',
  forbidden: 'problem.forbidden',
  not_found: 'problem.not_found',
  unauthenticated: 'problem.unauthenticated',
  too_many_requests: 'problem.too_many_requests',
  time_limit: 'problem.time_limit',
  stale_version: 'problem.stale_version',
};

export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('problem.other');
  // A planner's questions of a day: waiting a minute would not help.
  if ((error.retryAfterSeconds ?? 0) > 600) return t('problem.used_up');
  return t(WORDED[error.code] ?? 'problem.other');
}

/** What is said to one who sent something in: where nothing else is worded, the sentences of the server. */
export function answerText(error: unknown): string {
  if (!(error instanceof ApiProblem) || error.code in WORDED) return problemText(error);
  const said = [error.message, ...error.parts.map(({ detail }) => detail)].filter((text) => text !== '');
  return said.length === 0 ? problemText(error) : [...new Set(said)].join(' ');
}
