// The audit against exhausted worlds: it finds every number that they pin, on builders with a rule left out; and it clears ours.
import { describe, expect, it } from 'vitest';
import { assembleRelease, type ReleaseDocuments } from '../../../../geodata/analysis/disclosure/build_release.ts';
import { Attack, auditOnForest, releaseAudit } from '../../../../geodata/analysis/disclosure/release_audit.ts';
import { releaseKnowledge } from '../../../../geodata/analysis/disclosure/release_knowledge.ts';
import { readRelease } from '../../../../geodata/analysis/disclosure/release_reading.ts';
import { LENT } from '../../../support/surroundings.ts';
import { derive, telling, vectors } from './brute_force.ts';
import { type Builder, documentsOf, forestOf, leavesOf, plainShare, plainTotals, SHAPES } from './small_trees.ts';

const FLOOR = 3;
const BANDS = [5, 8];

/** Every n-th of the documents that the worlds of a shape give, with what exhaustion derives of each place. */
function exhausted(at: number, build: Builder, every: number) {
  const [, units, records] = SHAPES[at] as (typeof SHAPES)[number];
  const forest = forestOf(units);
  const places = leavesOf(forest);
  const publish = (world: readonly number[]) =>
    JSON.stringify(documentsOf(world, { forest, floor: FLOOR, bandStarts: BANDS }, build));
  const derived = derive(
    vectors(places.length, records),
    places.map((_, place) => [place]),
    publish,
  );
  const documents = [...new Set(derived.map(({ document }) => document))].sort().filter((_, n) => n % every === 0);
  const explained = (document: string) => {
    return { documents: JSON.parse(document) as ReleaseDocuments, forest, build, bandStarts: BANDS };
  };
  return { derived, documents, explained, places };
}

describe('the audit', () => {
  it.each([
    ['the share told from the floor on', 3, plainShare, 4],
    ['the share told from the floor on, roots only', 4, plainShare, 12],
    ['the total of every unit told', 3, plainTotals, 4],
    ['the total of every unit told, roots only', 4, plainTotals, 12],
  ] as const)('finds every place that exhaustion pins: %s', async (_, at, build, every) => {
    const { derived, documents, explained, places } = exhausted(at, build, every);
    const pinned = telling(derived, FLOOR).filter(({ document }) => documents.includes(document));
    expect(pinned.length).toBeGreaterThan(0);
    for (const document of new Set(pinned.map((each) => each.document))) {
      const { findings } = await auditOnForest(explained(document), LENT);
      for (const { set } of pinned.filter((each) => each.document === document)) {
        const name = places[set[0] as number] as string;
        expect(findings.some(({ what }) => what.startsWith(`${name} `) || what.endsWith('as a whole'))).toBe(true);
      }
    }
  });

  it.each(SHAPES.map(([name], at) => [name, at] as const))('clears what our builder makes of %s', async (_, at) => {
    const all = exhausted(at, assembleRelease, 1);
    const every = Math.ceil(all.documents.length / 12);
    const some = all.documents.filter((__, n) => n % every === 0);
    for (const document of some) expect((await auditOnForest(all.explained(document), LENT)).findings).toEqual([]);
  });

  it('derives for each place of a fully counted unit exactly what exhaustion derives', async () => {
    const { derived, documents, explained, places } = exhausted(0, assembleRelease, 9);
    let compared = 0;
    for (const document of documents) {
      const each = explained(document);
      const reading = readRelease(each.documents.public, each.forest);
      if (reading === null || each.documents.public.countedPcodes.length === 0) continue;
      const knowledge = releaseKnowledge(each.documents, reading, LENT);
      const attack = new Attack(each, knowledge);
      for (const hidden of knowledge.hidden.filter(({ group }) => group.startsWith('region'))) {
        const place = places.findIndex((name) => hidden.what.startsWith(`${name} `));
        const { least, most } = derived.find((one) => one.document === document && one.set[0] === place) ?? {};
        expect(await attack.range(hidden)).toEqual({ least, most });
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('finds a count changed by one, a region torn apart, and a quarter that was told before', async () => {
    const units = [[0, [0, 0, 0, 0]]] as const;
    const forest = forestOf(units);
    const world = [1, 30, 14, 60, 2];
    const documents = documentsOf(world, { forest, floor: FLOOR, bandStarts: BANDS });
    const explained = { documents, forest, build: assembleRelease, bandStarts: BANDS };
    expect((await auditOnForest(explained, LENT)).findings).toEqual([]);
    const rows = documents.evaluator.rows.map((row, at) => (at === 1 ? { ...row, count: row.count - 1 } : row));
    const changed = { ...explained, documents: { ...documents, evaluator: { ...documents.evaluator, rows } } };
    expect((await auditOnForest(changed, LENT)).findings).not.toEqual([]);
    const torn = { ...documents.public, regions: documents.public.regions.slice(1) };
    const without = { ...explained, documents: { ...documents, public: torn } };
    expect((await auditOnForest(without, LENT)).findings).not.toEqual([]);
    const empty = {
      public: { ...documents.public, regions: [], countedPcodes: [], groups: [] },
      evaluator: { ...documents.evaluator, rows: [] },
    };
    const earlier = [{ period: documents.public.period }];
    const { findings } = await releaseAudit({ documents: empty, cells: [], earlier }, LENT);
    expect(findings.map(({ kind }) => kind)).toContain('overlap');
  });
});
