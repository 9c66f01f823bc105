// One trip, several kinds of care: which starting points can reach them all, and which kind is the missing link elsewhere. The
// catalog form over bundle_tour.ts. It knows no person: starting points are cells or places.
import type { Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { nameOf, namesOf } from '../places.ts';
import { missingLinks } from './bundle_missing.ts';
import { readBundle } from './bundle_read.ts';
import type { BundleInput, BundleResult } from './bundle_schema.ts';
import { bundleTotals, bundleWarnings, NEXT_STEPS } from './bundle_totals.ts';
import { bestSet, fillTours, kindsIn, tourOf, toursFor } from './bundle_tour.ts';
import { instantText } from './zoned_time.ts';

export const BUNDLE_VERSION = '1';

type Missing = BundleResult['missing'][number];

/**
 * From where can one trip reach several kinds of care within a time and while they are open, and which kind is the missing link?
 *
 * Method: the earliest end of a tour over one service of each kind, with waits at closed doors, time to stay and, if asked for, the
 * way home: dynamic programming over (set of kinds, last service) as in Held & Karp 1962 (doi:10.1137/0110015), with
 * time windows. Exact, since opening hours never receive the later one first. Where not every kind can be reached the best
 * part of the tour (most kinds, then earliest end) is given, and for each kind left out why: unreachable, time, hours or together.
 * Services whose hours or status are not known are tried only where the others do not make a fuller tour, and then the
 * status is `complete-if-open`. Ties go to the smaller id, and to kinds in the order of the service directory.
 * Inputs: `costs[][]` minutes from starting points (rows) to services (columns), `between[][]` minutes from service to service,
 * `back[][]` minutes home (default: `costs`), null = no way; `services {kind[], status[], openingHours[], ids[]}`, `kinds`
 * (1 to 6), `departure` (instant), `cutoffMinutes` (included), `stayMinutes` by kind, `returnHome`; `demand {people[], ids[]}`.
 * Several services at one place are several rows, 0 minutes apart.
 * Output: per starting point `status`, `minutes` (≥ 0; null = not every kind is reached), `tours`, `missing`; `links` and
 * `totals` add them up (people null = not given).
 * Throws Problem invalid_input when matrices do not fit the services, ids repeat, a number is out of range, or
 * starting points × 2^kinds × services² exceed 3 billion (services of the kinds asked for).
 * Cost: O(n · 2^k · s²) for n starting points, k kinds and s services, less what lies beyond the cutoff: for 4 kinds and a
 * cutoff of 12 hours 0.4 ms a starting point among 60 services and 4 ms among 200. Memory O(2^k · s + s²).
 * Checked against brute force over all orders and choices of services, with random opening hours.
 *
 * Assumption that can harm: one departure. A tour that works on Monday at eight may fail on Friday; ask for the days on which
 * people travel. Queues, fares and whether a stay is long enough are not known.
 */
export function bundle(input: BundleInput, surroundings: Surroundings): BundleResult {
  const table = readBundle(input);
  const { tour, rows } = table;
  const sure = toursFor(tour);
  const guessed = table.hasUnknown ? toursFor(tour) : sure;
  const whole = (1 << tour.kindCount) - 1;
  const status: BundleResult['status'] = [];
  const minutes = new Float64Array(rows).fill(Number.NaN);
  const lists: BundleResult['tours'] = [];
  const missing: Missing[] = [];
  for (let i = 0; i < rows; i++) {
    const ways = table.waysOf(i);
    let tours = sure;
    fillTours(tour, sure, { ...ways, withUnknown: false });
    let set = bestSet(sure);
    if (set !== whole && table.hasUnknown) {
      fillTours(tour, guessed, { ...ways, withUnknown: true });
      const fuller = bestSet(guessed);
      if (kindsIn(fuller) > kindsIn(set)) {
        tours = guessed;
        set = fuller;
      }
    }
    status.push(set !== whole ? 'incomplete' : tours === sure ? 'complete' : 'complete-if-open');
    if (set === whole) minutes[i] = (tours.end[whole] as number) / 60_000;
    lists.push(tourOf(tours, set, tour.count).map((s) => nameOf(table.services, s)));
    missing.push(missingLinks({ tour, kinds: table.kinds, tours, set, ...ways }));
    if (i % 256 === 255) surroundings.progress((i + 1) / rows);
  }
  return {
    ...sheet({
      method: 'bundle',
      version: BUNDLE_VERSION,
      parameters: {
        kinds: table.kinds,
        departure: instantText(input.departure),
        cutoffMinutes: input.cutoffMinutes,
        stayMinutes: Object.fromEntries(table.kinds.map((kind) => [kind, input.stayMinutes[kind] ?? 0])),
        returnHome: input.returnHome,
      },
      inputs: {
        services: describeInput(input.services, tour.count),
        demand: describeInput(input.demand ?? {}, rows),
      },
      warnings: bundleWarnings(input, table.people, status),
    }),
    status,
    minutes,
    tours: lists,
    missing,
    demandIds: namesOf(table.demand),
    ...bundleTotals(status, missing, table.people),
    nextSteps: { ...NEXT_STEPS },
  };
}
