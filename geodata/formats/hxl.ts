// HXL hashtags (hxlstandard.org, 1.1) → the column names that the readers know. Attributes come in any order.

const TAG = /^#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*$/i;

/** [tag with the attributes it needs, column]: the most particular that fits wins. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ['#adm1+code', 'adm1_pcode'],
  ['#adm1+name', 'adm1_name'],
  ['#adm2+code', 'adm2_pcode'],
  ['#adm2+name', 'adm2_name'],
  ['#adm3+code', 'adm3_pcode'],
  ['#adm3+name', 'adm3_name'],
  ['#geo+lat', 'lat'],
  ['#geo+lon', 'lon'],
  ['#population', 'people'],
  ['#population+f', 'women'],
  ['#population+children', 'children'],
  ['#loc+name', 'name'],
  ['#loc+type', 'kind'],
  ['#loc+code', 'id'],
  ['#event+id', 'id'],
  ['#event+type', 'type'],
  ['#event+name', 'type'],
  ['#date', 'date'],
  ['#date+start', 'date_start'],
  ['#date+end', 'date_end'],
  ['#status', 'status'],
  ['#capacity', 'capacity'],
];

const parts = (tag: string): string[] =>
  tag
    .toLowerCase()
    .split('+')
    .map((part) => part.trim());

/** True where every filled cell is an HXL tag and there is at least one. */
export function isHxlRow(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length > 0 && filled.every((cell) => TAG.test(cell));
}

/** The columns that the tags stand for; a column whose tag is not known keeps its own name. */
export function hxlColumns(tags: readonly string[], names: readonly string[]): string[] {
  return names.map((name, index) => columnOf(tags[index] ?? '') ?? (name.startsWith('#') ? '' : name));
}

function columnOf(tag: string): string | null {
  const [word, ...attributes] = parts(tag);
  let best: string | null = null;
  let bestParts = 0;
  for (const [known, column] of COLUMNS) {
    const [knownWord, ...needed] = parts(known);
    if (knownWord !== word || !needed.every((one) => attributes.includes(one))) continue;
    if (needed.length + 1 > bestParts) {
      best = column;
      bestParts = needed.length + 1;
    }
  }
  return best;
}
