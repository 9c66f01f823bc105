// The sql`` tag: text with $1 … placeholders and its values. Values can never become text; a nested Sql is spliced.

export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

const isSql = (value: unknown): value is Sql & { readonly parts: readonly string[] } =>
  typeof value === 'object' && value !== null && 'parts' in value && 'values' in value;

/** Builds a query. `${value}` becomes a parameter, `${sql`…`}` is spliced in with its own parameters renumbered. */
export function sql(strings: TemplateStringsArray, ...inputs: readonly unknown[]): Sql {
  const parts: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  const append = (text: string) => {
    parts[parts.length - 1] += text;
  };
  inputs.forEach((input, index) => {
    if (isSql(input)) {
      append(input.parts[0] ?? '');
      input.values.forEach((value, inner) => {
        values.push(value);
        parts.push(input.parts[inner + 1] ?? '');
      });
    } else {
      values.push(input);
      parts.push('');
    }
    append(strings[index + 1] ?? '');
  });
  return fromParts(parts, values);
}

/** Text that is part of the program (a table or column name, a migration file). Never anything that came from outside. */
export function raw(text: string): Sql {
  return fromParts([text], []);
}

/** Joins pieces with a separator: `join(conditions, ' and ')`; an empty list gives `empty`. */
export function join(pieces: readonly Sql[], separator: string, empty: Sql = raw('true')): Sql {
  const [first, ...rest] = pieces;
  if (first === undefined) return empty;
  return rest.reduce((all, piece) => sql`${all}${raw(separator)}${piece}`, first);
}

function fromParts(parts: readonly string[], values: readonly unknown[]): Sql {
  const text = parts.reduce((all, part, index) => (index === 0 ? part : `${all}$${index}${part}`), '');
  return { parts, text, values } as Sql;
}
