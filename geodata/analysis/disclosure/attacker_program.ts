// What an attacker knows, as whole numbers that are not seen and sums of them that are: the integer program of an auditor of
// suppressed tables. It knows no release.
import type { Surroundings } from '../method.ts';
import { HighsProgram, solveProgram } from '../siting/highs_program.ts';

/** Columns of the program, each with its factor. */
export type Sum = readonly (readonly [column: number, factor: number])[];

export const sumOf = (columns: Iterable<number>, factor = 1): Sum => [...columns].map((column) => [column, factor]);

/** Seconds after which an attacker's question is given up; what is not answered is not cleared. */
const QUESTION_SECONDS = 20;

export class AttackerProgram {
  private readonly program = new HighsProgram();
  private readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  /** A whole number from `least` to `most`; its column. */
  number(most: number, least = 0): number {
    return this.program.column(0, most, true, least);
  }

  /** least ≤ sum ≤ most is known. */
  known(sum: Sum, least: number, most: number): void {
    // The solver refuses a row that names a column twice.
    const factors = new Map<number, number>();
    for (const [column, factor] of sum) factors.set(column, (factors.get(column) ?? 0) + factor);
    for (const [column, factor] of factors) this.program.entry(column, factor);
    this.program.row(least, most);
  }

  atMost(sum: Sum, most: number): void {
    this.known(sum, Number.NEGATIVE_INFINITY, most);
  }

  atLeast(sum: Sum, least: number): void {
    this.known(sum, least, Number.POSITIVE_INFINITY);
  }

  /** The numbers of a world that agrees with all that is known, where the sum is least (or greatest); null = there is none, or no answer in time. */
  async extreme(sum: Sum, greatest = false): Promise<Float64Array | null> {
    this.program.cost.fill(0);
    for (const [column, factor] of sum) this.program.cost[column] = (this.program.cost[column] as number) + factor;
    const task = { maximize: greatest, seconds: QUESTION_SECONDS };
    const { values } = await solveProgram(this.program, task, this.surroundings);
    return values === null ? null : values.map(Math.round);
  }

  /** Least and greatest that the sum can be (Kelly, Golden & Assad 1992, Networks 22(4)); null = nothing agrees with what is known. */
  async interval(sum: Sum): Promise<readonly [least: number, greatest: number] | null> {
    const low = await this.extreme(sum);
    const high = await this.extreme(sum, true);
    return low === null || high === null ? null : [heldBy(sum, low), heldBy(sum, high)];
  }
}

export const heldBy = (sum: Sum, world: ArrayLike<number>): number =>
  sum.reduce((total, [column, factor]) => total + factor * (world[column] as number), 0);
