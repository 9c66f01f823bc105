// The causes of a change as the outside world hands them in: a value per combination of changes, or minutes per cell that
// travel-time gives for each combination of changes in access. It turns both into values of combinations.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { numberColumn } from '../number_columns.ts';

const MOST_FACTORS = 8;
const MOST_CELLS = 2_000_000;
export const POPULATION = 'population';

const people = () =>
  numberColumn({
    min: 0,
    max: 1e10,
    message: 'A number of people lies between 0 and 10 billion.',
    maxLength: MOST_CELLS,
  });

export const decompositionInput = z.strictObject({
  /** Names of what changed, such as opened, closed, hours, stock, road; `population` is added by itself with peopleAfter. */
  factors: z.array(z.string().min(1).max(60)).min(1).max(MOST_FACTORS),
  /** All combinations (order does not matter then), or one chain from none to all. */
  states: z
    .array(
      z.strictObject({
        /** What is already as it is afterwards. */
        changed: z.array(z.string().max(60)).max(MOST_FACTORS),
        /** The indicator in that state, in its own unit (people covered, share …). */
        value: z.number().min(-1e15).max(1e15).optional(),
        /** Or minutes per cell in that state; null = unreachable. */
        minutes: numberColumn({
          min: 0,
          max: 1e7,
          nullable: true,
          message: 'Minutes are 0 or more; null means unreachable.',
          maxLength: MOST_CELLS,
        }).optional(),
      }),
    )
    .min(2)
    .max(2 ** MOST_FACTORS),
  /** With minutes: people per cell, and the limit (inclusive). */
  people: people().optional(),
  peopleAfter: people().optional(),
  cutoffMinutes: z.number().min(0).max(1e7).optional(),
  /** With minutes: people within the limit, or their share of all people. */
  measure: z.enum(['people', 'share']).default('people'),
});
export type DecompositionInput = z.infer<typeof decompositionInput>;

const refuse = (pointer: string, detail: string): never => {
  throw new Problem('invalid_input', 'The causes of the change do not fit.', [
    { pointer: `/decomposition${pointer}`, detail },
  ]);
};

/** Names of the factors, and the value of every combination that is known. */
export function combinationValues(input: DecompositionInput): { factors: string[]; values: Map<number, number> } {
  const byMinutes = input.states.some((state) => state.minutes !== undefined);
  const crossed = input.peopleAfter !== undefined && !input.factors.includes(POPULATION);
  const factors = crossed ? [...input.factors, POPULATION] : [...input.factors];
  if (new Set(factors).size < factors.length) refuse('/factors', 'A factor is there twice.');
  if (factors.length > MOST_FACTORS) refuse('/factors', 'With population there are more than 8 factors: join some.');
  if (!byMinutes && (input.people ?? input.peopleAfter ?? input.cutoffMinutes) !== undefined) {
    refuse('/states', 'People and cutoffMinutes need minutes in every state.');
  }
  const values = new Map<number, number>();
  for (const [at, state] of input.states.entries()) {
    const combination = state.changed.reduce((sum, name) => {
      const i = factors.indexOf(name);
      if (i < 0) refuse(`/states/${at}/changed`, 'This names something that is not among the factors.');
      return sum | (2 ** i);
    }, 0);
    const put = (key: number, value: number): void => {
      if (values.has(key)) refuse(`/states/${at}/changed`, 'This combination is there twice.');
      values.set(key, value);
    };
    if ((state.minutes !== undefined) !== byMinutes || (state.value !== undefined) === byMinutes) {
      refuse(`/states/${at}`, 'Give a value in every state, or minutes in every state.');
    }
    if (!byMinutes) {
      put(combination, state.value as number);
      continue;
    }
    const minutes = state.minutes as Float64Array;
    const populationBit = 2 ** factors.indexOf(POPULATION);
    if (crossed) {
      put(combination, covered(input, minutes, input.people, at));
      put(combination | populationBit, covered(input, minutes, input.peopleAfter, at));
    } else {
      const after = factors.includes(POPULATION) && (combination & populationBit) !== 0;
      put(combination, covered(input, minutes, after ? input.peopleAfter : input.people, at));
    }
  }
  return { factors, values };
}

function covered(
  input: DecompositionInput,
  minutes: Float64Array,
  people: Float64Array | undefined,
  at: number,
): number {
  const { cutoffMinutes } = input;
  if (people === undefined || cutoffMinutes === undefined) {
    return refuse('/people', 'Minutes need people (and peopleAfter where population changes) and cutoffMinutes.');
  }
  if (people.length !== minutes.length)
    return refuse(`/states/${at}/minutes`, 'This needs one number per cell of people.');
  let [within, lost, all] = [0, 0, 0];
  for (let i = 0; i < people.length; i++) {
    const one = people[i] as number;
    all += one;
    if (!((minutes[i] as number) <= cutoffMinutes)) continue;
    // Compensated (Neumaier 1974): sums agree to 1e-9 whatever the order.
    const sum = within + one;
    lost += within >= one ? within - sum + one : one - sum + within;
    within = sum;
  }
  const total = within + lost;
  return input.measure === 'share' ? (all > 0 ? total / all : 0) : total;
}
