// How often one caller may ask: the numbers with their reasons, and nothing else. Counted in memory by each server for
// itself: with n servers a caller may do up to n times as much, which still bounds what any one server has to bear.
import type { Work } from './work.ts';

export interface Limit {
  readonly requests: number;
  readonly seconds: number;
  /** Who is counted: the session or API key, the network where nobody is signed in, or all there are as one. */
  readonly of: 'caller' | 'network' | 'everybody';
}

/**
 * A network may be the one link of a camp with a thousand people behind it, so what counts per network is generous:
 * it stops one machine from taking the whole server, not a crowd from using it.
 */
export const LIMITS = {
  /** Everything, before anybody is looked up: 500 people who each move a map, 24 requests a minute and person. */
  network: { requests: 12_000, seconds: 60, of: 'network' },
  /** Beside the back-off per account: a password hash takes 64 MiB and 0.1 s. A whole office signs in at eight. */
  sign_in: { requests: 60, seconds: 60, of: 'network' },
  /**
   * Before anybody is looked up, and of all together: where a report comes from is not looked at, not even to count by. Each
   * is paid for by work (report_work.ts); this bounds what refusing those without costs. One sender alone can use it up, for
   * a minute at a time; to tell senders apart would take their addresses.
   */
  report: { requests: 12_000, seconds: 60, of: 'everybody' },
  /** Two a second is more than anybody types; a client that was offline sends its queue of 500 in under five minutes. */
  write: { requests: 120, seconds: 60, of: 'caller' },
  /** Search as one types (five a word), pages of a collection, exact records: four a second, for minutes on end. */
  costly_read: { requests: 240, seconds: 60, of: 'caller' },
  /** The same of visitors, who share a network: twenty a second. */
  visitor_costly_read: { requests: 1_200, seconds: 60, of: 'network' },
  /** Analyses begun and jobs cancelled: a storm of both costs workers even where each alone is short. */
  analysis: { requests: 60, seconds: 60, of: 'caller' },
  /** A client whose link breaks connects again every few seconds. */
  stream: { requests: 60, seconds: 60, of: 'caller' },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

/** Which limits apply to a piece of work behind the door, by whether somebody is signed in. */
export const LIMIT_OF: Partial<Record<Work, { readonly signedIn?: LimitName; readonly visitor?: LimitName }>> = {
  sign_in: { signedIn: 'sign_in', visitor: 'sign_in' },
  write: { signedIn: 'write' },
  costly_read: { signedIn: 'costly_read', visitor: 'visitor_costly_read' },
  analysis: { signedIn: 'analysis' },
  cancel: { signedIn: 'analysis' },
  stream: { signedIn: 'stream' },
};
