// What the rows of bundle add up to, and what a reader must know before acting on them. It knows statuses and links, no tours.
import { compareCodes } from '../number_columns.ts';
import type { BUNDLE_STATUSES, BundleInput, BundleResult } from './bundle_schema.ts';
import { compensatedSum } from './gap_figures.ts';

type Status = (typeof BUNDLE_STATUSES)[number];

export const NEXT_STEPS: Readonly<Record<Status, string>> = {
  complete: 'Offer the tour in this order, and tell each place that somebody may come.',
  'complete-if-open':
    'Call first: it is not known whether at least one place on the tour is running, or when it is open. Then record it.',
  incomplete:
    'Offer what the tour reaches, and bring the missing kind nearer: a visiting team, longer hours, transport, or a second trip.',
};

/** People of these rows; null = none of them is known. */
function peopleOf(people: Float64Array | null, rows: readonly number[]): number | null {
  if (people === null) return null;
  if (rows.length === 0) return 0;
  const known = rows.map((row) => people[row] as number).filter((count) => !Number.isNaN(count));
  return known.length === 0 ? null : compensatedSum(known);
}

export function bundleTotals(
  status: BundleResult['status'],
  missing: BundleResult['missing'],
  people: Float64Array | null,
): Pick<BundleResult, 'totals' | 'links'> {
  const total = (name: Status) => {
    const rows = status.flatMap((is, row) => (is === name ? [row] : []));
    return { places: rows.length, people: peopleOf(people, rows) };
  };
  const byLink = new Map<string, { readonly link: BundleResult['missing'][number][number]; readonly rows: number[] }>();
  missing.forEach((links, row) => {
    for (const link of links) {
      const key = `${link.kind} ${link.reason}`;
      const found = byLink.get(key) ?? { link, rows: [] };
      found.rows.push(row);
      byLink.set(key, found);
    }
  });
  const links = [...byLink.values()].map(({ link, rows }) => ({
    ...link,
    places: rows.length,
    people: peopleOf(people, rows),
  }));
  links.sort(
    (a, b) =>
      (b.people ?? -1) - (a.people ?? -1) ||
      b.places - a.places ||
      compareCodes(a.kind, b.kind) ||
      compareCodes(a.reason, b.reason),
  );
  return {
    totals: {
      complete: total('complete'),
      'complete-if-open': total('complete-if-open'),
      incomplete: total('incomplete'),
    },
    links,
  };
}

export function bundleWarnings(
  input: BundleInput,
  people: Float64Array | null,
  status: BundleResult['status'],
): string[] {
  const warnings: string[] = [];
  const { kind, openingHours, status: running } = input.services;
  if (status.length === 0) warnings.push('There are no starting points: nothing could be counted.');
  for (const wanted of input.kinds) {
    if (!kind.includes(wanted)) warnings.push(`There is no service of the kind ${wanted} in this list.`);
  }
  const unknown =
    openingHours?.of.filter((index) => (openingHours.schedules[index] ?? null) === null).length ?? kind.length;
  if (unknown > 0) {
    warnings.push(
      `${unknown} of ${kind.length} services have opening hours that are not known: a tour that needs one is "complete-if-open".`,
    );
  }
  const doubtful = running?.filter((is) => is === 'unknown').length ?? 0;
  if (doubtful > 0) {
    warnings.push(
      `${doubtful} of ${kind.length} services have an unknown status: a tour that needs one is "complete-if-open".`,
    );
  }
  if (running === undefined && kind.length > 0)
    warnings.push('No status was given: every service is taken to be running.');
  const missing = people?.filter(Number.isNaN).length ?? 0;
  if (missing > 0) {
    warnings.push(
      `${missing} of ${status.length} starting points have no number of people: the sums are of the others.`,
    );
  }
  if (input.returnHome && input.back === undefined) {
    warnings.push('The way home is taken to be as long as the way there: slopes and currents may make it longer.');
  }
  warnings.push('Travel times are uncalibrated: a tour near the cutoff may fail on the day.');
  return warnings;
}
