// Words of the schema for the screen, without loading the schema library: a record that the compiler holds equal to the
// list of geodata/schema, neither more nor fewer.
import type { InputPrecision } from '../../geodata/schema/dataset.ts';

/** Finest first, as in the schema; the larger number is the vaguer. */
export const VAGUENESS: Readonly<Record<InputPrecision, number>> = {
  exact: 0,
  cell: 1,
  settlement: 2,
  district: 3,
  state: 4,
  country: 5,
  unknown: 6,
};
