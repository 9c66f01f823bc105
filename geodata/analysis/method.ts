// What every analysis of the catalog is made of, and what its surroundings lend to a run. It knows no method in particular.
import type { z } from 'zod';
import { Problem, partsOfIssues } from '../schema/problem.ts';

/** WebAssembly programs that a run may ask its surroundings for. */
export type WasmName = 'highs' | 'clipper2z';

/** What a run may use beside its inputs. Nothing of it may change a result, except by a time limit that the inputs state. */
export interface Surroundings {
  /** Milliseconds since any fixed moment: for time limits only. */
  readonly clock: () => number;
  /** Told now and then which share of the work is done, 0 to 1. */
  readonly progress: (share: number) => void;
  /** The bytes of a WebAssembly program. */
  readonly wasm: (name: WasmName) => Promise<Uint8Array>;
}

/** A clock that stands, nobody who listens, no programs: enough for every method that states no time limit and needs no solver. */
export const ALONE: Surroundings = {
  clock: () => 0,
  progress: () => undefined,
  wasm: (name) => Promise.reject(new Error(`Nobody lent the program ${name}.`)),
};

export const THEMES = ['reach', 'hotspot', 'warning', 'siting', 'evaluation'] as const;
export type Theme = (typeof THEMES)[number];

export interface Method {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly theme: Theme;
  /** File under geodata/analysis whose function `compute` carries the docstring that the method's page shows. */
  readonly source: string;
  readonly compute: string;
  readonly inputs: z.ZodType;
  readonly result: z.ZodType;
  /** A small valid input as JSON: shown on the method's page and run by the tests. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Checks the inputs and computes; some methods answer with a promise. Throws Problem invalid_input. */
  run(inputs: unknown, surroundings?: Surroundings): unknown;
}

/** The catalog entry of a method. `compute` gets checked inputs only. */
export function entry<Input extends z.ZodType, Result extends z.ZodType>(
  of: Omit<Method, 'run' | 'inputs' | 'result' | 'compute'> & {
    readonly inputs: Input;
    readonly result: Result;
    readonly compute: (
      input: z.output<Input>,
      surroundings: Surroundings,
    ) => z.output<Result> | Promise<z.output<Result>>;
  },
): Method {
  const { compute, ...rest } = of;
  return {
    ...rest,
    compute: compute.name,
    run(inputs, surroundings = ALONE) {
      const parsed = of.inputs.safeParse(inputs);
      if (!parsed.success) {
        throw new Problem('invalid_input', 'The inputs do not fit this analysis.', partsOfIssues(parsed.error.issues));
      }
      return compute(parsed.data, surroundings);
    },
  };
}

/** A result as JSON text: typed arrays become plain ones, and a number that is not there (NaN) or without end becomes null. */
export function resultJson(result: unknown): string {
  return JSON.stringify(result, (_, value: unknown) =>
    ArrayBuffer.isView(value) && !(value instanceof DataView)
      ? Array.from(value as unknown as ArrayLike<number>)
      : value,
  );
}

/** The memory behind the typed arrays of inputs or of a result, once each: handed over to another thread instead of copied. Long lists of numbers are not walked. */
export function buffersOf(value: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const entry of value) buffersOf(entry, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) buffersOf(entry, found);
  }
  return [...found];
}
