// What a person may wish of a place beside the care itself. It hides places from a list and never changes what is needed.
import type { PackService } from '../../schema/pack.ts';

export interface CareFilters {
  /** Female staff are recorded there. */
  readonly femaleStaff?: boolean;
  readonly accessible?: boolean;
  readonly free?: boolean;
  /** BCP 47 tags, one of which is spoken there. */
  readonly languages?: readonly string[];
  /** Known to be open when the person arrives. */
  readonly openOnArrival?: boolean;
}

/** What is not known does not pass. */
export function passesFilters(
  service: PackService,
  openOnArrival: boolean | null,
  filters: CareFilters | undefined,
): boolean {
  if (filters === undefined) return true;
  const { languages = [] } = filters;
  return (
    (!filters.femaleStaff || service.femaleStaff === true) &&
    (!filters.accessible || service.accessible === true) &&
    (!filters.free || service.cost === 'free') &&
    (!filters.openOnArrival || openOnArrival === true) &&
    (languages.length === 0 || service.languages.some((tag) => languages.includes(tag)))
  );
}
