// The attack that free filters invite: overlapping windows of time are subtracted until single days of single cells are left. First
// on counts with a floor and free dates, then on our releases.
import { describe, expect, it } from 'vitest';
import { buildRelease } from '../../../../geodata/analysis/disclosure/build_release.ts';
import { releaseAudit } from '../../../../geodata/analysis/disclosure/release_audit.ts';
import { quarterOf, type ScatteredWorld, scatteredWorld } from '../../../support/scattered_incidents.ts';
import { LENT } from '../../../support/surroundings.ts';

const SEEDS = [1, 2, 3];

/** What a dashboard with a floor answers: records of a cell from one day to before another, null where they are under 5. */
function dashboard({ incidents }: ScatteredWorld) {
  const days = new Map<string, number[]>();
  for (const { cell, day } of incidents) days.set(cell, [...(days.get(cell) ?? []), day]);
  return {
    cells: [...days.keys()],
    count: (cell: string, from: number, to: number): number | null => {
      const held = (days.get(cell) ?? []).filter((day) => day >= from && day < to).length;
      return held < 5 ? null : held;
    },
  };
}

/** Records whose cell and day the attacker gets exactly, by answers alone: key `cell day` → records of that day. */
function differenced(world: ScatteredWorld): Map<string, number> {
  const { cells, count } = dashboard(world);
  const found = new Map<string, number>();
  for (const cell of cells) {
    const all = count(cell, 0, world.days);
    if (all === null) continue;
    // Records before a day: asked, or all minus those from that day on.
    const before = Array.from({ length: world.days + 1 }, (_, day) => {
      const from = count(cell, day, world.days);
      return count(cell, 0, day) ?? (from === null ? null : all - from);
    });
    for (let day = 0; day < world.days; day++) {
      const [start, end] = [before[day] ?? null, before[day + 1] ?? null];
      if (start !== null && end !== null && end > start) found.set(`${cell} ${day}`, end - start);
    }
  }
  return found;
}

describe('differencing', () => {
  it.each(SEEDS)(
    'recovers most records from a floor with free dates, and none from releases (world %i)',
    async (seed) => {
      const world = scatteredWorld(seed);
      const truth = new Map<string, number>();
      for (const { cell, day } of world.incidents) truth.set(`${cell} ${day}`, (truth.get(`${cell} ${day}`) ?? 0) + 1);
      const found = differenced(world);
      for (const [key, records] of found) expect(records).toBe(truth.get(key));
      const small = [...found.values()].filter((records) => records < 5).reduce((sum, records) => sum + records, 0);
      const recovered = small / world.incidents.length;
      expect(recovered).toBeGreaterThan(0.5);

      const quarters = [...new Set(world.incidents.map(({ date }) => quarterOf(date)))].sort();
      expect(quarters).toHaveLength(6);
      let [told, withheld, regions, exact] = [0, 0, 0, 0];
      for (const [at, period] of quarters.entries()) {
        const records = world.incidents.filter(
          ({ date, late }) => quarterOf(date) === (late ? quarters[at - 1] : period),
        );
        const counts = records.map(({ cell, date, type }) => ({ cell, month: date.slice(0, 7), type, count: 1 }));
        const built = buildRelease({ period, scheme: 'h3', floor: 11, cells: world.cells, counts });
        const documents = { public: built.public, evaluator: built.evaluator };
        const earlier = quarters.slice(0, at).map((each) => ({ period: each }));
        const audit = await releaseAudit({ documents, cells: world.cells, earlier }, LENT);
        exact += audit.findings.length;
        told += built.records.told;
        withheld += built.records.withheld;
        regions += built.public.regions.length;
      }
      // biome-ignore lint/suspicious/noConsole: the price of privacy belongs beside the proof of it.
      console.log(
        `world ${seed}: free dates give ${(100 * recovered).toFixed(0)} % of the records to the day; releases ${exact}, ` +
          `at the price of ${((100 * withheld) / (told + withheld)).toFixed(0)} % withheld; ${regions} regions in 6 quarters`,
      );
      expect(exact).toBe(0);
    },
  );
});
