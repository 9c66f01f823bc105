// What kind of work a request asks for, by its method and path alone: decided before anybody is looked up, so that limits
// and shedding cost less than what they refuse. What is not known here is an ordinary read or write.

/** In the order in which they are kept when there is too much to do (reliability.md). */
export const WORKS = [
  'health',
  'report',
  'light_read',
  'read',
  'stream',
  'write',
  'sign_in',
  'cancel',
  'costly_read',
  'large_tile',
  'analysis',
] as const;
export type Work = (typeof WORKS)[number];

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A tile of these zooms shows a country or more: it is made of everything there is. */
const LARGE_ZOOM = 5;
const TILE = /^\/ogc\/collections\/[^/]+\/tiles\/[^/]+\/(\d{1,2})\//;

/** Whoever sends a report, looks for replies, or tells what is seen in a community, is nobody: not counted by where they are, and in no figure that has a time. */
const REPORTS = /^\/api\/(reports|community-observations)(\/|$)/;

/** First match counts; a method of null is any that reads. */
const KINDS: readonly (readonly [method: string | null, path: RegExp, work: Work])[] = [
  [null, /^\/(healthz|readyz|metrics)$/, 'health'],
  ['POST', REPORTS, 'report'],
  [null, REPORTS, 'report'],
  [null, /^\/api\/events$/, 'stream'],
  ['DELETE', /^\/ogc\/jobs\//, 'cancel'],
  ['POST', /^\/ogc\/processes\/[^/]+\/execution$/, 'analysis'],
  ['POST', /^\/api\/(exports|release-drafts|imports)$/, 'analysis'],
  // Each of these may cost a password hash, or a question to another server.
  ['POST', /^\/api\/(session|invitations)(\/|$)/, 'sign_in'],
  [null, /^\/api\/oidc\//, 'sign_in'],
  [null, /^\/api\/session$/, 'light_read'],
  // Leaving must always be possible: it is as cheap as a read.
  ['DELETE', /^\/api\/session(\/|$)/, 'read'],
  // The page itself, its files, and what is written about the analyses.
  [null, /^(?!\/(api|ogc)\/)/, 'light_read'],
  [null, /^\/api\/(search|audit|exports|exact-incidents)(\/|$)/, 'costly_read'],
  [null, /^\/api\/incidents\/[^/]+/, 'costly_read'],
  [null, /^\/ogc\/collections\/[^/]+\/items(\/|$)/, 'costly_read'],
];

export function workOf(method: string, path: string): Work {
  const reads = READS.has(method);
  const zoom = reads ? TILE.exec(path)?.[1] : undefined;
  if (zoom !== undefined) return Number(zoom) <= LARGE_ZOOM ? 'large_tile' : 'light_read';
  const kind = KINDS.find(([of, pattern]) => (of === null ? reads : of === method) && pattern.test(path));
  return kind?.[2] ?? (reads ? 'read' : 'write');
}
