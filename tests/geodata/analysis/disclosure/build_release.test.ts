// What a release looks like on real cells: laws that hold for any records, and grounds where maps go wrong.
import fc from 'fast-check';
import { cellToChildren, cellToParent, getPentagons, gridDisk, latLngToCell, uncompactCells } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildRelease } from '../../../../geodata/analysis/disclosure/build_release.ts';
import { releaseAudit } from '../../../../geodata/analysis/disclosure/release_audit.ts';
import type { AreaCell, ReleaseCount, ReleaseInput } from '../../../../geodata/analysis/disclosure/release_input.ts';
import { GBV_TYPES } from '../../../../geodata/schema/incident.ts';
import { evaluatorRelease, publicRelease } from '../../../../geodata/schema/release.ts';
import { LENT } from '../../../support/surroundings.ts';

const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-02'];

/** Two units of 2 districts each, side by side around a place: halves of a disk of r5 cells, all their r7 cells. */
function ground(center: string): AreaCell[] {
  return gridDisk(cellToParent(center, 5), 3).flatMap((r5, at) =>
    cellToChildren(r5, 7).map((cell) => {
      const unit = at % 3 === 0 ? 'AB1' : 'AB2';
      return { cell, admin1Pcode: unit, admin2Pcode: `${unit}0${at % 2}` };
    }),
  );
}

const GROUND = ground(latLngToCell(11.8, 13.1, 7));

/** Records in a few places, some of them crowded. */
const recordsOn = (cells: readonly AreaCell[]): fc.Arbitrary<ReleaseCount[]> =>
  fc.array(
    fc.record({
      cell: fc.nat(cells.length - 1).map((at) => (cells[at - (at % 97)] as AreaCell).cell),
      month: fc.constantFrom(...MONTHS),
      type: fc.constantFrom(...GBV_TYPES),
      count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 5, max: 60 })),
    }),
    { maxLength: 40 },
  );

const inputOf = (of: Partial<ReleaseInput>): ReleaseInput => ({
  period: '2026-Q3',
  scheme: 'h3',
  floor: 11,
  cells: GROUND,
  counts: [],
  ...of,
});

const schemes = fc.constantFrom('h3' as const, 'admin2' as const);

function heldBy({ cells, scheme }: ReleaseInput, counts: readonly ReleaseCount[], places: readonly string[]): number {
  const district = new Map(cells.map(({ cell, admin2Pcode }) => [cell, admin2Pcode]));
  const within = new Set(places);
  const placeOf = (cell: string) => (scheme === 'h3' ? cellToParent(cell, 6) : (district.get(cell) as string));
  return counts.reduce((sum, { cell, count }) => sum + (within.has(placeOf(cell)) ? count : 0), 0);
}

const one = (cell: string, count: number, month = '2026-07'): ReleaseCount => ({ cell, month, type: 'rape', count });

describe('a release', () => {
  it('has disjoint regions, each at or over the floor and in its band, and loses no record', () => {
    fc.assert(
      fc.property(recordsOn(GROUND), schemes, fc.integer({ min: 5, max: 25 }), (counts, scheme, floor) => {
        const input = inputOf({ counts, scheme, floor });
        const built = buildRelease(input);
        publicRelease.parse(built.public);
        evaluatorRelease.parse(built.evaluator);
        const seen = new Set<string>();
        let told = 0;
        for (const { cells, pcodes, band } of built.public.regions) {
          const places = scheme === 'h3' ? uncompactCells(cells, 6) : pcodes;
          for (const place of places) {
            expect(seen.has(place)).toBe(false);
            seen.add(place);
          }
          const held = heldBy(input, counts, places);
          expect(held).toBeGreaterThanOrEqual(floor);
          expect(held).toBeGreaterThanOrEqual(band.least);
          expect(held).toBeLessThanOrEqual(band.most ?? Number.POSITIVE_INFINITY);
          told += held;
        }
        expect(told).toBe(built.records.told);
        const all = counts.reduce((sum, { count }) => sum + count, 0);
        expect(built.records.told + built.records.withheld + built.records.outside).toBe(all);
      }),
      { numRuns: 60 },
    );
  });

  it('has the same bytes whatever the order of records and cells, and however records are bundled', () => {
    fc.assert(
      fc.property(recordsOn(GROUND), schemes, fc.infiniteStream(fc.nat(1000)), (counts, scheme, keys) => {
        const built = JSON.stringify(buildRelease(inputOf({ counts, scheme })));
        const single = counts.flatMap((each) => Array.from({ length: each.count }, () => ({ ...each, count: 1 })));
        const order = single.map((each) => [keys.next().value as number, each] as const).sort((a, b) => a[0] - b[0]);
        expect(JSON.stringify(buildRelease(inputOf({ counts: order.map(([, each]) => each), scheme })))).toBe(built);
        const cells = [...GROUND].reverse();
        expect(JSON.stringify(buildRelease(inputOf({ counts, scheme, cells })))).toBe(built);
      }),
      { numRuns: 30 },
    );
  });

  it('passes its audit whatever the records', async () => {
    await fc.assert(
      fc.asyncProperty(recordsOn(GROUND), schemes, fc.constantFrom(5, 11), async (counts, scheme, floor) => {
        const documents = buildRelease(inputOf({ counts, scheme, floor }));
        const { public: open, evaluator } = documents;
        const audit = await releaseAudit({ documents: { public: open, evaluator }, cells: GROUND, earlier: [] }, LENT);
        expect(audit.findings).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('tells nothing of an empty quarter, nor of one whose records are all few', () => {
    for (const scheme of ['h3', 'admin2'] as const) {
      const scattered = [0, 900, 1800].map((at) => one((GROUND[at] as AreaCell).cell, 3));
      for (const counts of [[], scattered]) {
        const built = buildRelease(inputOf({ counts, scheme }));
        expect(built.public.regions).toEqual([]);
        expect(built.public.withheldPercent).toBeNull();
        expect(built.evaluator.rows).toEqual([]);
        expect(built.public.groups.every(({ band }) => band === null)).toBe(true);
      }
    }
  });

  it('tells a single crowded cell as the whole of its r4 part', () => {
    const crowded = (GROUND[1000] as AreaCell).cell;
    const { public: open } = buildRelease(inputOf({ counts: [one(crowded, 200)] }));
    expect(open.regions).toHaveLength(1);
    const cells = uncompactCells(open.regions[0]?.cells ?? [], 6);
    expect(cells.length).toBeGreaterThan(7);
    expect(new Set(cells.map((cell) => cellToParent(cell, 4))).size).toBe(1);
    expect(cells).toContain(cellToParent(crowded, 6));
  });

  it('never tells two children alone: the smallest published one joins them', () => {
    const parent = cellToParent((GROUND[1000] as AreaCell).cell, 5);
    const [a, b, c, d] = cellToChildren(parent, 6).map((r6) => (cellToChildren(r6, 7) as string[])[0] as string);
    const cells = cellToChildren(parent, 7)
      .filter((cell) => [a, b, c, d].map((each) => cellToParent(each as string, 6)).includes(cellToParent(cell, 6)))
      .map((cell) => ({ cell, admin1Pcode: 'AB1', admin2Pcode: null }));
    const counts = [one(a as string, 6), one(b as string, 6), one(c as string, 30), one(d as string, 70)];
    const { public: open } = buildRelease(inputOf({ cells, counts }));
    expect(open.regions.map(({ band, cells: of }) => [band.least, uncompactCells(of, 6).length]).sort()).toEqual([
      [20, 3],
      [50, 1],
    ]);
  });

  it('lets all join that are equally small', () => {
    const cells = [0, 1, 2, 3].map((at) => {
      const { cell } = GROUND[at * 400] as AreaCell;
      return { cell, admin1Pcode: 'AB1', admin2Pcode: `AB10${at}` };
    });
    const counts = [11, 11, 0, 40].map((count, at) => one((cells[at] as AreaCell).cell, count));
    const { public: open } = buildRelease(inputOf({ scheme: 'admin2', cells, counts }));
    expect(open.regions.map(({ pcodes }) => pcodes)).toEqual([['AB100', 'AB101', 'AB102'], ['AB103']]);
  });

  it('counts late records as earlier, and leaves out a month that would tell another', () => {
    const cell = (GROUND[1000] as AreaCell).cell;
    const counts = [
      one(cell, 90, '2026-07'),
      one(cell, 40, '2026-08'),
      one(cell, 60, '2026-09'),
      one(cell, 4, '2026-02'),
    ];
    const built = buildRelease(inputOf({ scheme: 'admin2', counts }));
    expect(built.evaluator.rows.filter(({ type }) => type === null).map(({ month, count }) => [month, count])).toEqual([
      [null, 194],
      ['2026-07', 90],
      ['2026-09', 60],
    ]);
    const many = buildRelease(inputOf({ scheme: 'admin2', counts: [...counts, one(cell, 8, '2025-12')] }));
    expect(many.evaluator.rows).toContainEqual({ pcode: expect.any(String), month: 'earlier', type: null, count: 12 });
  });

  it('refuses a floor under 5, a month after the quarter, and a count that is none', () => {
    const cell = (GROUND[0] as AreaCell).cell;
    expect(() => buildRelease(inputOf({ floor: 4 }))).toThrow('5 or more');
    expect(() => buildRelease(inputOf({ counts: [one(cell, 1, '2026-10')] }))).toThrow('after its quarter');
    expect(() => buildRelease(inputOf({ counts: [one(cell, 0.5)] }))).toThrow('whole numbers');
  });

  it.each([
    ['the antimeridian', latLngToCell(-16.5, 179.999, 7)],
    ['the north pole', latLngToCell(90, 0, 7)],
    ['a pentagon', getPentagons(7)[4] as string],
  ])('stands and passes its audit at %s', async (_, center) => {
    const cells = ground(center);
    const near = gridDisk(center, 4);
    const counts = near.map((cell, at) => ({ ...one(cell, (at * 7) % 23), type: GBV_TYPES[at % 6] as 'rape' }));
    const built = buildRelease(inputOf({ cells, counts }));
    expect(built.records.outside).toBe(0);
    expect(built.public.regions.length).toBeGreaterThan(1);
    const documents = { public: built.public, evaluator: built.evaluator };
    expect((await releaseAudit({ documents, cells, earlier: [] }, LENT)).findings).toEqual([]);
  });
});
