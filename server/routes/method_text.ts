// Plain text of a docstring → HTML: paragraphs, lists, tables, code and DOIs. Everything else is escaped. It knows no analysis.
import { html, raw } from 'hono/html';
import { DOI, trimmedDoi } from './method_docstring.ts';

export type Html = ReturnType<typeof html>;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const doiLink = (doi: string) =>
  `<a href="https://doi.org/${escaped(encodeURI(doi))}" rel="external noreferrer">doi:<wbr>${escaped(doi)}</a>`;

function withLinks(text: string): string {
  let made = '';
  let at = 0;
  for (const match of text.matchAll(DOI)) {
    const doi = trimmedDoi(match[1] ?? '');
    const end = match.index + match[0].length - ((match[1] ?? '').length - doi.length);
    made += escaped(text.slice(at, match.index)) + doiLink(doi);
    at = end;
  }
  return made + escaped(text.slice(at));
}

/** One run of text: `code` between backticks, DOIs as links. */
export function inline(text: string): Html {
  const pieces = text
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? `<code>${escaped(piece.slice(1, -1))}</code>` : withLinks(piece)));
  return raw(pieces.join(''));
}

/**
 * Paragraphs stand apart by an empty line; lines that open with a dash are a list, with a bar a table, with four blanks a
 * formula, with two blanks and a name before a colon a row of figures.
 */
export function blocks(text: string): Html[] {
  const made: Html[] = [];
  for (const block of text.split(/\n\s*\n/)) {
    for (const { kind, lines } of runs(block.split('\n').filter((line) => line.trim() !== '')))
      made.push(render(kind, lines));
  }
  return made;
}

/** Entries of a list that an answer shows. */
const MOST_SHOWN = 24;

type Kind = 'text' | 'list' | 'table' | 'formula' | 'figures';

const KINDS: readonly (readonly [opening: RegExp, kind: Kind])[] = [
  [/^\s*- /, 'list'],
  [/^\s*\|/, 'table'],
  [/^ {4}/, 'formula'],
  [/^ {2,3}\S[^:]*: \S/, 'figures'],
];
const kindOf = (line: string): Kind => KINDS.find(([opening]) => opening.test(line))?.[1] ?? 'text';

/** Neighboring lines of one kind; a line under a list item that is indented belongs to it. */
function runs(lines: readonly string[]): { kind: Kind; lines: string[] }[] {
  const made: { kind: Kind; lines: string[] }[] = [];
  for (const line of lines) {
    const last = made.at(-1);
    const own = kindOf(line);
    if (last?.kind === 'list' && own !== 'list' && /^\s+/.test(line)) {
      last.lines.push(`${last.lines.pop() ?? ''} ${line.trim()}`);
    } else if (last?.kind === own) last.lines.push(line);
    else made.push({ kind: own, lines: [line] });
  }
  return made;
}

function render(kind: Kind, lines: readonly string[]): Html {
  switch (kind) {
    case 'list':
      return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(/^\s*- /, ''))}</li>`)}</ul>`;
    case 'formula':
      return html`<pre class="formula">${lines.map((line) => line.slice(4)).join('\n')}</pre>`;
    case 'table':
      return table(lines);
    case 'figures':
      return figures(lines);
    default:
      return html`<p>${inline(lines.map((line) => line.trim()).join(' '))}</p>`;
  }
}

function table(lines: readonly string[]): Html {
  const rows = lines
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|'),
    )
    .filter((cells) => !cells.every((cell) => /^\s*:?-*:?\s*$/.test(cell)));
  return tableOf(rows);
}

/** "mean 0.1: C1 0.0045, C2 0.0046" a line → a row a line, a column a name. */
function figures(lines: readonly string[]): Html {
  const rows = lines.map((line) => {
    const [label = '', rest = ''] = line.trim().split(/: (.*)/s);
    return [label, ...rest.split(/, (?=\D)/)].map((part) => /^(.*?)\s*(\S+)$/.exec(part)?.slice(1) ?? ['', part]);
  });
  const namesOf = (row: readonly string[][]) => row.map(([name]) => name ?? '');
  const names = namesOf(rows[0] ?? []);
  const alike = rows.every((row) => JSON.stringify(namesOf(row)) === JSON.stringify(names));
  if (!alike) return html`<ul>${lines.map((line) => html`<li>${inline(line.trim())}</li>`)}</ul>`;
  return tableOf([names, ...rows.map((row) => row.map(([, value]) => value ?? ''))]);
}

function tableOf([head = [], ...body]: readonly (readonly string[])[]): Html {
  return html`<div class="scroll"><table class="figures">
<thead><tr>${head.map((cell) => html`<th scope="col">${inline(cell.trim())}</th>`)}</tr></thead>
<tbody>${body.map((cells) => html`<tr>${cells.map((cell) => html`<td>${inline(cell.trim())}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

/** Long lists cut short, with a word about how much was left out. */
export function shortened(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shortened(entry)]));
  }
  const shown = value.length > MOST_SHOWN + 4 ? value.slice(0, MOST_SHOWN) : value;
  const rest = value.length - shown.length;
  return [...shown.map(shortened), ...(rest === 0 ? [] : [`… and ${rest} more`])];
}

/** JSON for people: an object a line per key, a list of plain values on one line. */
export function readableJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = JSON.stringify(value);
  const isPlain = (entry: unknown) => typeof entry !== 'object' || entry === null;
  if (Array.isArray(value) ? value.every(isPlain) : flat.length <= 72) {
    return flat.replace(/,(?=\S)/g, ', ').replace(/":(?=\S)/g, '": ');
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((entry) => inner + readableJson(entry, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, entry]) => `${inner}${JSON.stringify(key)}: ${readableJson(entry, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}
