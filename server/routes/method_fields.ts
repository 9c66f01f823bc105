// A JSON Schema as rows for people: name, kind, unit, what it may be, what it is when left out. It knows no analysis.
import { alternatives, isRequired, type JsonSchema, propertiesOf } from '../jobs/method_schema.ts';

export interface Field {
  readonly name: string;
  /** 0 = a field of the whole; more = within the field above. */
  readonly depth: number;
  readonly kind: string;
  readonly required: boolean;
  readonly byDefault: string | null;
  readonly limits: string;
  readonly meaning: string;
}

/** Every data input may say these of itself, every result has those: said once on the page, not in each table. */
export const PROVENANCE: readonly string[] = ['name', 'asOf', 'inputPrecision'];
export const SHEET: readonly string[] = ['method', 'version', 'parameters', 'inputs', 'seed', 'warnings'];

/** Columns that mean the same everywhere, where a schema says nothing of its own. */
const WORDS: Readonly<Record<string, string>> = {
  lon: 'Longitude in degrees (WGS 84).',
  lat: 'Latitude in degrees (WGS 84).',
  x: 'Meters to the east on a plane.',
  y: 'Meters to the north on a plane.',
  ids: 'A name for each row. With ids the order of rows changes nothing.',
  seed: 'Where the random numbers begin; reported in the result.',
};
const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/Meters$/, 'Meters.'],
  [/Minutes$/, 'Minutes.'],
  [/Seconds$/, 'Seconds.'],
  [/Degrees$/, 'Degrees.'],
  [/Kmh$/, 'Kilometers an hour.'],
  [/SquareKm$/, 'Square kilometers.'],
  [/(^share|Share)$/, 'A share, 0 to 1.'],
];

export interface FieldsOptions {
  readonly leaveOut?: readonly string[];
  /** What the source says of a field where its schema says nothing. */
  readonly comments?: ReadonlyMap<string, string> | undefined;
  readonly depth?: number;
}

export function fieldsOf(schema: JsonSchema, { leaveOut = [], comments, depth = 0 }: FieldsOptions = {}): Field[] {
  const all = propertiesOf(schema);
  const saysWhence = PROVENANCE.every((name) => all.has(name));
  return [...all].flatMap(([name, property]) => {
    if (leaveOut.includes(name) || (saysWhence && PROVENANCE.includes(name))) return [];
    const row: Field = {
      name,
      depth,
      kind: kindOf(property),
      required: isRequired(schema, name),
      byDefault: 'default' in property ? JSON.stringify(property['default']) : null,
      limits: limitsOf(property),
      meaning: meaningOf(name, property, comments?.get(name)),
    };
    return [row, ...fieldsOf(insides(property), { comments, depth: depth + 1 })];
  });
}

const isGeoJson = ({ properties = {} }: JsonSchema) => 'features' in properties || 'coordinates' in properties;

/** What stands within a field: the columns of a table, the fields of each object of a list. */
function insides(schema: JsonSchema): JsonSchema {
  const inner = alternatives(schema).filter((one) => !isGeoJson(one));
  const items = inner.flatMap(({ items: of }) => (typeof of === 'object' ? alternatives(of) : []));
  return { anyOf: [...inner, ...items].filter(({ properties }) => properties !== undefined) };
}

export function kindOf(schema: JsonSchema): string {
  const kinds = new Set(alternatives(schema).map(kindOfOne));
  return [...kinds].filter((kind) => kind !== '').join(' or ');
}

function kindOfOne(schema: JsonSchema): string {
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' or ');
  if (isGeoJson(schema)) return 'GeoJSON';
  if (schema.type === 'object') return isTable(schema) ? 'table' : 'object';
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type ?? '']).map(typeWord);
  if (types[0] !== 'list') return types.join(' or ');
  const { items } = schema;
  if (Array.isArray(schema['prefixItems'])) return tupleOf(schema['prefixItems']);
  return typeof items === 'object' ? `list of ${plural(kindOf(items))}` : 'list';
}

/** Columns of one length; anything else with names is an object. */
const isTable = ({ properties = {} }: JsonSchema) =>
  Object.values(properties).some((property) => alternatives(property).some(({ type }) => type === 'array'));

function tupleOf(parts: readonly JsonSchema[]): string {
  const kinds = new Set(parts.map(kindOf));
  const of = kinds.size === 1 ? ` of ${plural([...kinds][0] ?? '')}` : '';
  return parts.length === 2 ? `pair${of}` : `list of ${parts.length}${of.replace(' of', '')}`;
}

const plural = (kind: string): string =>
  kind === '' ? 'values' : kind.replace(/\b(number|text|object|table|list|pair)\b/g, (word) => `${word}s`);

const typeWord = (type: string): string =>
  ({ integer: 'whole number', string: 'text', array: 'list', boolean: 'true or false' })[type] ?? type;

function limitsOf(schema: JsonSchema): string {
  const of = (one: JsonSchema): string[] => {
    const min = one['exclusiveMinimum'] ?? one['minimum'];
    const max = one['exclusiveMaximum'] ?? one['maximum'];
    const said: string[] = [];
    if (typeof min === 'number' && typeof max === 'number' && max < Number.MAX_SAFE_INTEGER) {
      said.push(`${'exclusiveMinimum' in one ? 'over ' : ''}${figure(min)} to ${figure(max)}`);
    } else if (typeof min === 'number' && min > Number.MIN_SAFE_INTEGER) {
      said.push('exclusiveMinimum' in one ? `over ${figure(min)}` : `${figure(min)} or more`);
    }
    if (typeof one['maxItems'] === 'number' && one['prefixItems'] === undefined) {
      said.push(`at most ${figure(one['maxItems'])} rows`);
    }
    return said;
  };
  return [...new Set(alternatives(schema).flatMap(of))].join('; ');
}

const figure = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 12 });

function meaningOf(name: string, schema: JsonSchema, comment: string | undefined): string {
  for (const one of [schema, ...alternatives(schema)]) {
    if (typeof one['description'] === 'string') return one['description'];
  }
  return comment ?? WORDS[name] ?? UNITS.find(([ending]) => ending.test(name))?.[1] ?? '';
}
