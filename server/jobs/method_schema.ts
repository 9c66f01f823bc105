// What an analysis takes and gives, as JSON Schema with every reference resolved in place. It knows no analysis in particular.
import { z } from 'zod';
import type { Method } from '../../geodata/analysis/method.ts';

export interface JsonSchema {
  readonly [key: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema | boolean;
}

const made = new WeakMap<z.ZodType, JsonSchema>();

function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const known = made.get(type);
  if (known !== undefined) return known;
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline' });
  made.set(type, schema as JsonSchema);
  return schema as JsonSchema;
}

export const inputsSchema = (method: Method): JsonSchema => schemaOf(method.inputs, 'input');
export const resultSchema = (method: Method): JsonSchema => schemaOf(method.result, 'output');

/** The schema itself, or the alternatives that it lists. */
export const alternatives = (schema: JsonSchema): readonly JsonSchema[] => {
  const inner = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  return inner === undefined ? [schema] : inner.flatMap(alternatives);
};

/** Every property of an object, whichever alternative has it; the first one that does wins. */
export function propertiesOf(schema: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const all = new Map<string, JsonSchema>();
  for (const { properties = {} } of alternatives(schema)) {
    for (const [name, property] of Object.entries(properties)) if (!all.has(name)) all.set(name, property);
  }
  return all;
}

/** Properties that every alternative demands. */
export const isRequired = (schema: JsonSchema, name: string): boolean =>
  alternatives(schema).every(({ required = [] }) => required.includes(name));
