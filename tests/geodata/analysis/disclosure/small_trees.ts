// Small grounds on which every world can be counted out, the builder on them, and builders with one rule left out.
import { assembleRelease, type ReleaseDocuments } from '../../../../geodata/analysis/disclosure/build_release.ts';
import type { PlaceForest, PlaceNode } from '../../../../geodata/analysis/disclosure/place_tree.ts';

export type Shape = 0 | readonly Shape[];

/** Units of roots; 0 = a finest place. Its name tells where it stands: `A0.12` is place 12 of the first root of unit A. */
export function forestOf(units: readonly (readonly Shape[])[]): PlaceForest {
  const roots = units.flatMap((shapes, unit) =>
    shapes.map((shape, at) => {
      const admin1Pcode = String.fromCharCode(65 + unit);
      return { ...nodeOf(shape, `${admin1Pcode}${at}.`), admin1Pcode };
    }),
  );
  const known = new Set(roots.flatMap(({ leaves }) => leaves));
  return { roots, leafOf: (place) => (known.has(place) ? place : undefined) };
}

function nodeOf(shape: Shape, key: string): PlaceNode {
  if (shape === 0) return { key, children: [], leaves: [key] };
  const children = shape.map((each, at) => nodeOf(each, `${key}${at}`));
  return { key, children, leaves: children.flatMap(({ leaves }) => leaves) };
}

export const leavesOf = ({ roots }: PlaceForest): string[] => roots.flatMap(({ leaves }) => leaves);

export type Builder = typeof assembleRelease;

export const PERIOD = '2026-Q3';

/** The documents of a world given as records by finest place, all of one month and type. */
export function documentsOf(
  world: readonly number[],
  rules: { readonly forest: PlaceForest; readonly floor: number; readonly bandStarts: readonly number[] },
  build: Builder = assembleRelease,
): ReleaseDocuments {
  const { forest, floor, bandStarts } = rules;
  const counts = leavesOf(forest).map(
    (cell, at) => ({ cell, month: '2026-07', type: 'rape', count: world[at] as number }) as const,
  );
  const built = build({ period: PERIOD, scheme: 'admin2', floor, bandStarts, counts }, forest);
  return { public: built.public, evaluator: built.evaluator };
}

/** Tells the withheld share wherever it is at or over the floor, as a plain threshold would. */
export const plainShare: Builder = (rules, forest) => {
  const built = assembleRelease(rules, forest);
  const { told, withheld } = built.records;
  const withheldPercent = withheld < rules.floor ? null : Math.round((100 * withheld) / (told + withheld));
  return { ...built, public: { ...built.public, withheldPercent } };
};

/** Tells the total of every unit that is at or over the floor. */
export const plainTotals: Builder = (rules, forest) => {
  const built = assembleRelease(rules, forest);
  const unitOf = new Map(forest.roots.flatMap(({ leaves, admin1Pcode }) => leaves.map((leaf) => [leaf, admin1Pcode])));
  const totals = new Map<string, number>();
  for (const { cell, count } of rules.counts) {
    const unit = unitOf.get(cell) as string;
    totals.set(unit, (totals.get(unit) ?? 0) + count);
  }
  const told = [...totals].filter(([, count]) => count >= rules.floor);
  const rows = told.flatMap(([pcode, count]) => [
    { pcode, month: null, type: null, count },
    { pcode, month: '2026-07', type: null, count },
    { pcode, month: null, type: 'rape' as const, count },
  ]);
  return {
    ...built,
    public: { ...built.public, countedPcodes: told.map(([pcode]) => pcode), groups: [] },
    evaluator: { ...built.evaluator, rows },
  };
};

/** Small trees of every kind that the rules tell apart, with the number of records up to which all worlds are tried. */
export const SHAPES: readonly (readonly [name: string, units: readonly (readonly Shape[])[], records: number])[] = [
  ['four siblings', [[[0, 0, 0, 0]]], 14],
  [
    'two levels',
    [
      [
        [
          [0, 0],
          [0, 0, 0],
        ],
      ],
    ],
    12,
  ],
  ['a lump inside a lump', [[[[[0, 0, 0], [0], [0]], 0]]], 11],
  ['withheld roots beside a region', [[0, 0, [0, 0, 0]]], 13],
  ['roots only', [[0, 0, 0, 0, 0]], 13],
  [
    'two units with withheld roots',
    [
      [0, [0, 0]],
      [0, [0, 0]],
    ],
    12,
  ],
  ['units of one place', [[0], [0], [0], [0, 0]], 12],
];
