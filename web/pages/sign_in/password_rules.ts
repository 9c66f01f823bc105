// What is said of a password while it is chosen. The same rules as the server's, which decides.
import type { MessageKey } from '../../i18n/messages.ts';

const LEAST = 12;
const DIFFERENT = 5;

/** null = it may be used, as far as the browser can tell. */
export function passwordFault(password: string): MessageKey | null {
  if (password.length < LEAST) return 'welcome.short';
  return new Set(password).size < DIFFERENT ? 'welcome.few' : null;
}
