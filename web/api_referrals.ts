// Referrals, and entries of the directory to look at again. Fetches through api.ts; knows no screen.
import type { EntryReview, Referral, ReferralChange, ReferralInput } from '../geodata/schema/referral.ts';
import { readAll, send } from './api.ts';

export type { EntryReview, Referral, ReferralChange, ReferralInput };

const REFERRALS = '/api/referrals';
const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

/** All of the organization, newest first: they end after 90 days. Whoever looks for a code looks in these, so that no address holds one. */
export const readReferrals = (signal?: AbortSignal) => readAll<Referral>(`${REFERRALS}?limit=1000`, signal);

/** `key`: the same for every try of one referral, so that a bad line never makes two. */
export const createReferral = (body: ReferralInput, key: string) =>
  send<Referral>({ method: 'POST', path: REFERRALS, body, key });
export const answerReferral = ({ id, version }: Referral, body: ReferralChange) =>
  send<Referral>({ method: 'PATCH', path: at(REFERRALS, id), body, etag: `"${version}"` });

export const readEntryReviews = (signal?: AbortSignal) => readAll<EntryReview>('/api/entry-reviews?limit=1000', signal);
/** Looked at, and nothing is wrong. */
export const clearEntryReview = ({ serviceId, version }: EntryReview) =>
  send({ method: 'DELETE', path: at('/api/entry-reviews', serviceId), etag: `"${version}"` });
/** Somebody has called or been there on this day; what was said of the entry until then is cleared with it. */
export const verifyEntry = ({ serviceId, version }: EntryReview, verifiedOn: string) =>
  send({ method: 'PATCH', path: at('/api/services', serviceId), body: { verifiedOn }, etag: `"${version}"` });
