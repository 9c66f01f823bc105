// Patrols: coverage from tracks against a walk in steps of ten seconds, and how long a plan takes to draw and to score.
import { seededRandom } from '../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../geodata/analysis/reach/geodesic.ts';
import { patrolCoverageMethod } from '../../geodata/analysis/siting/patrol_coverage.ts';
import { patrolPlanMethod } from '../../geodata/analysis/siting/patrol_plan.ts';
import { largestShare } from '../geodata/analysis/siting/patrol_watchers.ts';
import { printTimings, timings } from './table.ts';

const FIXES = 20_000;
const PLACES = 200;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);

export function benchPatrol(): void {
  const random = seededRandom(4);
  const column = (count: number, from: number, by: number) => Array.from({ length: count }, () => from + by * random());
  const places = { lon: column(PLACES, 12, 0.2), lat: column(PLACES, 11, 0.2) };
  const run = Array.from({ length: FIXES }, (_, i) => `r${Math.floor(i / 100)}`);
  const runs = {
    run,
    lon: column(FIXES, 12, 0.2),
    lat: column(FIXES, 11, 0.2),
    at: run.map((_, i) => START + i * 5 * MINUTE),
  };
  const coverage = { places, runs, reachMeters: 500 };
  const few = 300;
  printTimings(
    `Patrol coverage of ${PLACES} places (per fix)`,
    timings(
      [
        {
          name: 'ours, all methods of the page',
          work: () => {
            patrolCoverageMethod.run(coverage);
            return FIXES;
          },
        },
        {
          name: 'a walk in steps of ten seconds, every place',
          work: () => {
            for (let i = 1; i < few; i++) {
              for (let step = 0; step < 30; step++) {
                const share = step / 30;
                const fromLon = (runs.lon[i - 1] as number) * (1 - share) + (runs.lon[i] as number) * share;
                const fromLat = (runs.lat[i - 1] as number) * (1 - share) + (runs.lat[i] as number) * share;
                for (let p = 0; p < PLACES; p++) {
                  geodesicMeters({ fromLon, fromLat, toLon: places.lon[p] as number, toLat: places.lat[p] as number });
                }
              }
            }
            return few;
          },
        },
      ],
      3,
    ),
    'ours, all methods of the page',
  );
  const days = [1, 2, 3, 4, 5, 6, 7];
  const teams = ['A', 'B', 'C'].map((name) => ({ name, shifts: [{ days, from: '06:00', until: '14:00' }] }));
  const plan = {
    places: { lon: column(20, 12, 0.2), lat: column(20, 11, 0.2) },
    teams,
    startDate: '2026-12-07',
    tries: 20,
  };
  printTimings(
    'Patrol plan, 4 weeks, 3 teams, 20 places (per call)',
    timings(
      [
        {
          name: 'drawn and scored',
          work: () => {
            patrolPlanMethod.run(plan);
            return 1;
          },
        },
      ],
      5,
    ),
    'drawn and scored',
  );
  benchFeedback();
}

/** A thousand weeks among places where as much happens in each: the most visited one against all alike. */
function benchFeedback(): void {
  for (const steeredByFinds of [false, true]) {
    const shares = [1, 2, 3, 4, 5].map((seed) => largestShare({ weeks: 1000, places: 8, seed, steeredByFinds }));
    const by = steeredByFinds ? 'steered by what patrols find (never done)' : 'steered by what survivors report';
    process.stdout.write(`1,000 weeks, 8 places, ${by}: largest share ${shares.map((s) => s.toFixed(2)).join(', ')}\n`);
  }
}
