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
};

export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return t('problem.other');
  return t(WORDED[error.code] ?? 'problem.other');
}
