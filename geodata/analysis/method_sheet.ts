// What every result says about itself: which method made it, from what, under which parameters, and what to beware of.
// It knows no method in particular.
import { z } from 'zod';
import { INPUT_PRECISIONS, type InputPrecision } from '../schema/dataset.ts';

/** What a data input may say about itself beside its columns. */
export const provenance = {
  name: z.string().max(300).optional(),
  /** Date that the data speaks of, RFC 3339 full-date. */
  asOf: z.iso.date().nullable().optional(),
  inputPrecision: z.enum(INPUT_PRECISIONS).optional(),
};

export const inputSheet = z.strictObject({
  name: z.string().nullable(),
  count: z.number().int().nonnegative(),
  asOf: z.string().nullable(),
  inputPrecision: z.enum(INPUT_PRECISIONS).nullable(),
});
export type InputSheet = z.infer<typeof inputSheet>;

interface Provenance {
  readonly name?: string | undefined;
  readonly asOf?: string | null | undefined;
  readonly inputPrecision?: InputPrecision | undefined;
}

export function describeInput(input: Provenance, count: number): InputSheet {
  return { name: input.name ?? null, count, asOf: input.asOf ?? null, inputPrecision: input.inputPrecision ?? null };
}

/** The coarsest of the stated precisions, null when none is stated. */
export function worstPrecision(inputs: readonly InputSheet[]): InputPrecision | null {
  let worst = -1;
  for (const { inputPrecision } of inputs) {
    if (inputPrecision !== null) worst = Math.max(worst, INPUT_PRECISIONS.indexOf(inputPrecision));
  }
  return INPUT_PRECISIONS[worst] ?? null;
}

/** The fields that every result has, for the method of this id. */
export const sheetOf = <Id extends string>(id: Id) => ({
  method: z.literal(id),
  version: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  /** One sheet per data input, and the coarsest precision of them. */
  inputs: z.record(z.string(), z.union([inputSheet, z.string(), z.null()])),
  seed: z.number().nullable(),
  warnings: z.array(z.string()),
});

/** Fills those fields. */
export function sheet<Id extends string>(of: {
  readonly method: Id;
  readonly version: string;
  readonly parameters: Record<string, unknown>;
  readonly inputs: Readonly<Record<string, InputSheet>>;
  readonly seed?: number | null;
  readonly warnings: string[];
}) {
  return {
    ...of,
    seed: of.seed ?? null,
    inputs: { ...of.inputs, worstPrecision: worstPrecision(Object.values(of.inputs)) },
  };
}
