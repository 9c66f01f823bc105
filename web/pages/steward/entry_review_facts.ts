// Order of entries to check, and where one is on the map. Pure.
import type { ServiceFeature } from '../../api.ts';
import type { EntryReview } from '../../api_referrals.ts';

/** Open reviews first, the longest open before the others; then by how much was said. */
export const urgentFirst = (entries: readonly EntryReview[]): EntryReview[] =>
  [...entries].sort(
    (a, b) =>
      (a.reviewSince ?? '9999').localeCompare(b.reviewSince ?? '9999') ||
      weight(b) - weight(a) ||
      a.name.localeCompare(b.name),
  );

const weight = ({ unavailable, problems }: EntryReview): number =>
  Object.values(problems).reduce((sum, count) => sum + count, unavailable);

const ZOOM = 15;

/** The map around a service; null for a protected one, whose place goes into no address and no history. */
export function mapAddress(service: ServiceFeature | null): string | null {
  if (service === null || service.properties.protected) return null;
  const [lon = 0, lat = 0] = service.geometry.coordinates;
  return `/#map=${ZOOM}/${lat.toFixed(3)}/${lon.toFixed(3)}&layers=services:100`;
}
