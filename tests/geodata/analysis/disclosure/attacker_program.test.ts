// The attacker's arithmetic on what other tools publish: tables with only the small counts left out, and counts with a floor but
// free windows of time. It must find what is to be found, or nothing that it clears means anything.
import { describe, expect, it } from 'vitest';
import { AttackerProgram, type Sum, sumOf } from '../../../../geodata/analysis/disclosure/attacker_program.ts';
import { lump } from '../../../../geodata/analysis/disclosure/lump.ts';
import { knowLump } from '../../../../geodata/analysis/disclosure/lump_knowledge.ts';
import { LENT } from '../../../support/surroundings.ts';
import { derive, vectors } from './brute_force.ts';

const one = (column: number): Sum => [[column, 1]];

describe('an attacker', () => {
  it('completes a table where each row and column leaves out one small count', async () => {
    const counts = [
      [20, 30, 4],
      [17, 6, 25],
      [2, 40, 31],
    ];
    const program = new AttackerProgram(LENT);
    const columns = counts.map((row) =>
      row.map((count) => (count < 11 ? program.number(10) : program.number(count, count))),
    );
    for (const at of [0, 1, 2]) {
      const row = counts[at] as number[];
      const total = row.reduce((sum, count) => sum + count, 0);
      program.known(sumOf(columns[at] as number[]), total, total);
    }
    expect(await program.interval(one(columns[0]?.[2] as number))).toEqual([4, 4]);
    expect(await program.interval(one(columns[1]?.[1] as number))).toEqual([6, 6]);
    expect(await program.interval(one(columns[2]?.[0] as number))).toEqual([2, 2]);
  });

  it('pins both of two small counts whose sum is at the floor', async () => {
    const program = new AttackerProgram(LENT);
    const [a, b] = [program.number(10), program.number(10)];
    program.known(sumOf([a, b]), 11, 19);
    expect(await program.interval(one(a))).toEqual([1, 10]);
    expect(await program.interval(one(b))).toEqual([1, 10]);
  });

  it('subtracts windows of time until single days are left', async () => {
    const days = [2, 3, 1, 0, 4, 1];
    const program = new AttackerProgram(LENT);
    const columns = days.map(() => program.number(50));
    for (let from = 0; from < days.length; from++) {
      for (let to = from + 1; to <= days.length; to++) {
        const held = days.slice(from, to).reduce((sum, count) => sum + count, 0);
        const window = sumOf(columns.slice(from, to));
        if (held >= 5) program.known(window, held, held);
        else program.atMost(window, 4);
      }
    }
    for (const [day, held] of days.entries()) {
      expect(await program.interval(one(columns[day] as number))).toEqual([held, held]);
    }
  });

  it('says that nothing agrees with what contradicts itself', async () => {
    const program = new AttackerProgram(LENT);
    const a = program.number(10);
    program.atLeast(one(a), 4);
    program.atMost(one(a), 3);
    expect(await program.interval(one(a))).toBeNull();
  });
});

describe('what a lump gives away', () => {
  it('is exactly what all counts leave open that the rule lumps so', async () => {
    const [floor, most] = [3, 7];
    // Four siblings; a document = which of them are lumped, the sum of those, and each of the others.
    const publish = (world: readonly number[]) => {
      const lumped = lump(world, floor);
      const sum = lumped.reduce((total, at) => total + (world[at] as number), 0);
      return JSON.stringify([lumped, sum, world.map((count, at) => (lumped.includes(at) ? null : count))]);
    };
    const derived = derive(vectors(4, most), [[0], [1], [2], [3]], publish);
    let compared = 0;
    for (const document of new Set(derived.map((each) => each.document))) {
      const [lumped, sum, told] = JSON.parse(document) as [number[], number, (number | null)[]];
      if (lumped.length === 0 || lumped.length === 4) continue;
      const program = new AttackerProgram(LENT);
      const columns = told.map((count) => (count === null ? program.number(most) : program.number(count, count)));
      const counts = lumped.map((at) => columns[at] as number);
      program.known(sumOf(counts), sum, sum);
      const siblings = columns.filter((_, at) => told[at] !== null).map(one);
      knowLump(program, { counts, siblings, floor, ceiling: 30 });
      for (const at of lumped) {
        const { least, most: highest } = derived.find((each) => each.document === document && each.set[0] === at) ?? {};
        expect(await program.interval(one(columns[at] as number))).toEqual([least, highest]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(30);
  });
});
