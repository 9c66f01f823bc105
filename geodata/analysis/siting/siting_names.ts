// Names of rows and sites, and the refusal of an input: what the readers of a siting input share. It knows no method.
import { Problem } from '../../schema/problem.ts';
import type { CodeColumn } from '../number_columns.ts';

/** `order`: row of the input at each place in the order of ids; null = as given. */
export interface Names {
  readonly order: Int32Array | null;
  readonly ids: CodeColumn | null;
}

export function invalid(pointer: string, detail: string): never {
  throw new Problem('invalid_input', 'The inputs do not fit this analysis.', [{ pointer, detail }]);
}
