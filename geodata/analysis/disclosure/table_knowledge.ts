// What the evaluators' table gives away of the months and types that it leaves out.
import { GBV_TYPES } from '../../schema/incident.ts';
import type { EvaluatorRelease } from '../../schema/release.ts';
import { type AttackerProgram, type Sum, sumOf } from './attacker_program.ts';
import { toldMonths } from './evaluator_rows.ts';
import { knowLump } from './lump_knowledge.ts';
import type { HiddenSet } from './release_knowledge.ts';

export interface TableKnowledge {
  /** Of each unit, columns of its months (`earlier` last) and of its types. */
  readonly units: ReadonlyMap<string, { readonly months: readonly number[]; readonly types: readonly number[] }>;
  readonly hidden: readonly HiddenSet[];
}

export function knowTable(
  program: AttackerProgram,
  { period, floor, rows }: EvaluatorRelease,
  ceiling: number,
): TableKnowledge {
  const units = new Map<string, { months: number[]; types: number[] }>();
  const hidden: HiddenSet[] = [];
  for (const { pcode, count } of rows.filter(({ month, type }) => month === null && type === null)) {
    const ofUnit = rows.filter((row) => row.pcode === pcode);
    const line = (key: 'month' | 'type', names: readonly string[]): number[] => {
      const told = names.map((name) => ofUnit.find((row) => row[key] === name)?.count ?? null);
      const columns = told.map((each) => (each === null ? program.number(count) : program.number(each, each)));
      const absent = columns.filter((_, at) => told[at] === null);
      const siblings = columns.filter((_, at) => told[at] !== null).map((each): Sum => [[each, 1]]);
      const left = told.reduce<number>((rest, each) => rest - (each ?? 0), count);
      program.known(sumOf(absent), left, left);
      if (left > 0 && absent.length > 1) {
        knowLump(program, { counts: absent, siblings, floor, ceiling, someSmall: true });
      }
      const what = `A ${key} that the table leaves out of ${pcode}`;
      for (const each of absent) hidden.push({ group: `${key} ${pcode}`, what, sum: [[each, 1]] });
      if (absent.length > 0)
        hidden.push({
          group: `${key} ${pcode}`,
          what: `All that is left out by ${key} of ${pcode}`,
          sum: sumOf(absent),
        });
      return columns;
    };
    units.set(pcode, { months: line('month', toldMonths(period)), types: line('type', GBV_TYPES) });
  }
  return { units, hidden };
}
