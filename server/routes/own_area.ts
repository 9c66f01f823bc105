// An account that is limited to one area writes in that area only, whatever it may read beyond it.
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';

/** Throws where the account is limited to one area, and what it writes holds for the whole organization. */
export function demandWholeOrganization({ areaPrefix }: Viewer): void {
  if (areaPrefix === '') return;
  throw new Problem('forbidden', 'Your account is limited to one area, and this concerns the whole organization.');
}

/** Throws where a record with an area lies outside the viewer's own; one outside every area belongs to none. */
export function demandOwnArea({ areaPrefix }: Viewer, record: object): void {
  const { areaPcode } = record as { readonly areaPcode?: string | null };
  if (areaPcode === undefined || (areaPcode ?? '').startsWith(areaPrefix)) return;
  throw new Problem('forbidden', 'Your account is limited to one area, and this place lies outside it.');
}
