// Facts that follow from what is recorded of a service or zone: whether clinical management of rape is complete, what
// has gone stale or expired. Pure: the present is handed in.
import type { Service } from '../../../geodata/schema/service.ts';
import { CMR_COMPONENTS } from '../../../geodata/schema/service_words.ts';
import type { Zone } from '../../../geodata/schema/zone.ts';
import { daysBetween } from '../../i18n/format.ts';

/** A verification older than this is marked and the reader is asked to call first. */
const STALE_DAYS = 183;

export interface Cmr {
  readonly have: number;
  readonly missing: readonly (typeof CMR_COMPONENTS)[number][];
}

/** Only medical sites are asked for it; null for the rest. All components or it is not complete. */
export function cmrOf(service: Pick<Service, 'kind' | 'components'>): Cmr | null {
  if (service.kind !== 'medical') return null;
  const missing = CMR_COMPONENTS.filter((component) => !service.components.includes(component));
  return { have: CMR_COMPONENTS.length - missing.length, missing };
}

export const isStale = (verifiedOn: string, now: number): boolean => daysBetween(verifiedOn, now) > STALE_DAYS;

/** Evidence holds through the day it expires on. */
export const isExpired = (expiresOn: string | null, now: number): boolean =>
  expiresOn !== null && daysBetween(expiresOn, now) >= 1;

export const expiredEvidence = (evidence: Zone['evidence'], now: number): Zone['evidence'] =>
  evidence.filter((piece) => isExpired(piece.expiresOn, now));
