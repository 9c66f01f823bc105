// Sends one message to each account for which something waits, at most every five minutes, once however many servers run it. What
// was not taken is tried again later and later. Without a way to send, what was noted is forgotten.
import { type ClaimedNotice, claimNotices, forgetNotices, noticeFailed, noticeSent } from '../queries/notices.ts';
import type { ClockJob, ClockJobOf } from './clock_jobs.ts';
import type { NoticeChannels } from './notice_channels.ts';

const EVERY_MS = 15_000;
/** Messages of one round, and how many at once: a mail server that hangs holds a round up for half a minute. */
const ROUND = 20;
const AT_ONCE = 5;

export function createNoticeJob({ mail, webhook }: NoticeChannels): ClockJob {
  async function run({ database, now, onFault }: ClockJobOf): Promise<void> {
    await forgetNotices(database, { all: mail === null && webhook === null });
    const claimed = await claimNotices(database, { now: now(), limit: ROUND });
    if (claimed.length === 0) return;
    const called = webhook === null ? true : await taken(webhook());
    for (let from = 0; from < claimed.length; from += AT_ONCE) {
      await Promise.all(claimed.slice(from, from + AT_ONCE).map(tell));
    }

    async function tell(notice: ClaimedNotice): Promise<void> {
      const isTaken = mail === null ? called : await taken(mail(notice.email));
      await (isTaken ? noticeSent(database, notice, now()) : noticeFailed(database, notice, now()));
    }
    async function taken(sending: Promise<void>): Promise<boolean> {
      try {
        await sending;
        return true;
      } catch (fault) {
        onFault(fault);
        return false;
      }
    }
  }
  return { everyMs: EVERY_MS, run };
}
