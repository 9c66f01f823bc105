// The only file of the pages of care that fetches: packs whole, what goes sealed into a report, and the word that an entry
// is wrong. No cookie goes with any of it, and no address says a place, a need or a word that somebody typed.
import type { z } from 'zod';
import type { CommunityInput } from '../geodata/schema/focal_point.ts';
import type { PackEntry } from '../geodata/schema/pack.ts';
import type { ProblemCode, ProblemDocument } from '../geodata/schema/problem.ts';
import type { entryProblemInput } from '../geodata/schema/referral.ts';
import type {
  inboxAnswer,
  inboxInput,
  ReportChallenge,
  reportInput,
  reportTaken,
  solvedWork,
} from '../geodata/schema/report.ts';

/** `offline`: no answer at all. Otherwise the code of the problem document, or `fault` where there was none. */
export class CareProblem extends Error {
  readonly code: ProblemCode | 'offline';
  readonly retryAfterSeconds: number | null;
  constructor(code: ProblemCode | 'offline', retryAfterSeconds: number | null = null) {
    super(code);
    this.name = 'CareProblem';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What was fetched, and when: `kept` = a copy on this device, since the network did not answer in time. */
export interface Fetched<T> {
  readonly content: T;
  readonly fetchedAt: number;
  readonly kept: boolean;
}

/** Written by web/service_worker.ts on the copies that it keeps: milliseconds of this device's clock. */
const KEPT_SINCE = 'X-Kept-Since';

async function ask(path: string, body?: unknown): Promise<Response> {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json', 'X-Safereach': '1' };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(path, { ...init, headers, credentials: 'omit' }).catch(() => {
    throw new CareProblem('offline');
  });
  if (response.ok) return response;
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  const document = isJson ? ((await response.json()) as Partial<ProblemDocument>) : {};
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  throw new CareProblem(document.code ?? 'fault', wait > 0 ? wait : null);
}

const json = async <T>(path: string, body?: unknown): Promise<T> => {
  const response = await ask(path, body);
  return response.json().catch(() => {
    throw new CareProblem('offline');
  });
};

async function whole<T>(path: string, read: (response: Response) => Promise<T>): Promise<Fetched<T>> {
  const response = await ask(path);
  const since = Number(response.headers.get(KEPT_SINCE) ?? Number.NaN);
  const content = await read(response).catch(() => {
    throw new CareProblem('offline');
  });
  return { content, fetchedAt: since > 0 ? since : Date.now(), kept: since > 0 };
}

export const PACKS_PATH = '/api/packs';
export const directoryPath = (region: string): string => `${PACKS_PATH}/${encodeURIComponent(region)}/directory`;
export const travelPath = (region: string): string => `${PACKS_PATH}/${encodeURIComponent(region)}/travel`;

export const readPacks = (): Promise<Fetched<readonly PackEntry[]>> =>
  whole(PACKS_PATH, async (response) => ((await response.json()) as { items: PackEntry[] }).items);
/** As it travels: geodata/formats/directory_pack.ts reads it. */
export const readDirectory = (region: string): Promise<Fetched<string>> =>
  whole(directoryPath(region), (response) => response.text());
/** As it travels: geodata/formats/travel_pack.ts reads it. */
export const readTravel = (region: string): Promise<Fetched<Uint8Array>> =>
  whole(travelPath(region), async (response) => new Uint8Array(await response.arrayBuffer()));

export const readChallenge = (): Promise<ReportChallenge> => json('/api/reports/challenge');
export const sendReport = (report: z.infer<typeof reportInput>): Promise<z.infer<typeof reportTaken>> =>
  json('/api/reports', report);
export const readInbox = (asked: z.infer<typeof inboxInput>): Promise<z.infer<typeof inboxAnswer>> =>
  json('/api/reports/inbox', asked);
export async function sendEntryProblem(
  serviceId: string,
  said: z.infer<typeof entryProblemInput> & { readonly work: z.infer<typeof solvedWork> },
): Promise<void> {
  await ask(`/api/services/${encodeURIComponent(serviceId)}/problems`, said);
}

/** What a focal point tells. The answer says that it was taken, whatever the code is. */
export async function sendCommunity(told: CommunityInput): Promise<void> {
  await ask('/api/community-observations', told);
}

/** Asks the browser, by the answer's Clear-Site-Data, to forget this site. Goes on after the page is gone. */
export function forgetSite(): void {
  fetch('/leave', { method: 'POST', keepalive: true }).catch(() => undefined);
}
