// Comments above the fields of a schema, read from the source text: what a field means where the schema itself does not say.
// It knows how fields are written down, no analysis.

export type Side = 'inputs' | 'result';

const COMMENT = /\/\*\*\s*((?:[^*]|\*(?!\/))*?)\s*\*\/\s*\n\s*([A-Za-z]\w*)\??:/g;
const DECLARATION = /^(?:export )?(?:const|interface|type) (\w+)/gm;

/** A declaration speaks of inputs or of the result by its name; one that names neither is taken for a part of the result. */
function sideOf(text: string, at: number): Side | null {
  let name = '';
  for (const match of text.matchAll(DECLARATION)) {
    if (match.index > at) break;
    name = match[1] ?? '';
  }
  if (/input|option|settings|parameter/i.test(name)) return 'inputs';
  return /result|row|output|answer/i.test(name) ? 'result' : null;
}

/** Field → comment, on one side. A name with two different comments says nothing. */
export function fieldComments(texts: readonly string[], side: Side): ReadonlyMap<string, string> {
  const own = new Map<string, Set<string>>();
  const any = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const { 1: body = '', 2: name = '', index } of text.matchAll(COMMENT)) {
      const of = sideOf(text, index);
      const into = of === side ? own : of === null && side === 'result' ? any : null;
      into?.set(name, (into.get(name) ?? new Set()).add(body.replace(/\s*\n\s*\*? ?/g, ' ').trim()));
    }
  }
  const found = new Map<string, string>();
  for (const [name, said] of [...any, ...own]) {
    const [only] = said;
    if (said.size === 1 && only !== undefined) found.set(name, only);
    else found.delete(name);
  }
  return found;
}

/** Files beside it that a source imports for its schema. */
export const schemaFiles = (source: string): string[] =>
  [...source.matchAll(/'\.\/(\w+(?:schema|input|inputs|result|rules))\.ts'/g)].map((match) => `${match[1]}.ts`);
