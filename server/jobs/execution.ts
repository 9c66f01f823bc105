// The body of an execution, as OGC API – Processes 1.0 has it: {inputs, outputs?, response?}. Read here and in the worker alike,
// so that a large body need not be read on the event loop. It knows no analysis and no collection.
import { constants } from 'node:buffer';
import { z } from 'zod';
import { Problem, partsOfIssues } from '../../geodata/schema/problem.ts';

/** raw: the result itself; document: {"result": {"value": …}}. */
export const RESPONSES = ['raw', 'document'] as const;
export type ResponseForm = (typeof RESPONSES)[number];

export const executionBody = z.strictObject({
  inputs: z.record(z.string(), z.unknown()),
  /** Every analysis has one output, `result`, and hands it over by value. */
  outputs: z
    .strictObject({ result: z.strictObject({ transmissionMode: z.literal('value').optional() }).optional() })
    .optional(),
  response: z.enum(RESPONSES).default('raw'),
});

export interface Execution {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly response: ResponseForm;
}

/** Throws Problem invalid_input with pointers into the body. */
export function readExecution(body: Uint8Array): Execution {
  if (body.length > constants.MAX_STRING_LENGTH)
    throw new Problem('too_large', 'This is more than can be read at once.');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem(
      'invalid_input',
      'This is not JSON: a number that is missing is null, never NaN, and nothing may be cut off.',
    );
  }
  const parsed = executionBody.safeParse(json);
  if (!parsed.success) {
    throw new Problem(
      'invalid_input',
      'Send one object {"inputs": {…}}; beside inputs only outputs and response may stand.',
      partsOfIssues(parsed.error.issues),
    );
  }
  const { inputs, response } = parsed.data;
  return { inputs: mapValues(inputs, unwrapped), response };
}

/** The standard writes an object as {"value": {…}}, with its media type beside it; both forms are taken. */
function unwrapped(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('value' in input)) return input;
  const { value, ...rest } = input;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.keys(rest).every((key) => key === 'mediaType') ? value : input;
}

const mapValues = (record: Readonly<Record<string, unknown>>, of: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));
