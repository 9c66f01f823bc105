// The docstring above an analysis, taken apart by its labels: the text of the method's page. It knows the contract of
// docstrings (architecture.md), no analysis.

/** Heading on the page and the label that opens the section in the docstring, in the order of the contract. */
const LABELS = [
  ['Method', 'Method:'],
  ['Inputs', 'Inputs:'],
  ['Output', 'Output:'],
  ['P-values', 'P-values:'],
  ['Refuses', 'Throws'],
  ['Cost', 'Cost:'],
  ['Checked against', 'Checked(?: against)?:?'],
  ['Measured', 'Measured:'],
  ['Assumption that can harm', 'Assumption that can harm:'],
] as const;
export type SectionTitle = (typeof LABELS)[number][0];

export interface Section {
  readonly title: SectionTitle;
  readonly text: string;
}
export interface Docstring {
  readonly question: string;
  /** What stands between the question and the first label. */
  readonly lead: string;
  readonly sections: readonly Section[];
}

/** The docstring right above `export function <compute>` in a source text; null where there is none. */
export function docstringOf(source: string, compute: string): Docstring | null {
  const at = source.search(new RegExp(`export (async )?function ${compute}\\b`));
  const from = at < 0 ? -1 : source.lastIndexOf('/**', at);
  if (from < 0) return null;
  const body = source.slice(from + 3, source.indexOf('*/', from));
  const text = body.replace(/^[^\S\n]*\*(?: |$)?/gm, '').trim();
  return partsOf(text);
}

export function partsOf(text: string): Docstring {
  const found = LABELS.flatMap(([title, label]) => {
    // A label opens a line, or a sentence within one.
    const match = new RegExp(`(^|\\n[^\\S\\n]*|[.)\`?][^\\S\\n]+)(${label})(?=\\s)`).exec(text);
    return match === null
      ? []
      : [{ title, from: match.index + (match[1] ?? '').length, skip: (match[2] ?? '').length }];
  }).sort((a, b) => a.from - b.from);
  const opening = text.slice(0, found[0]?.from ?? text.length).trim();
  const mark = opening.indexOf('?');
  const sections = found.map(({ title, from, skip }, i) => ({
    title,
    text: text.slice(from + skip, found[i + 1]?.from ?? text.length).trim(),
  }));
  return {
    question: mark < 0 ? opening : opening.slice(0, mark + 1).replace(/\s+/g, ' '),
    lead: mark < 0 ? '' : opening.slice(mark + 1).trim(),
    sections,
  };
}

export interface Citation {
  /** "Karney 2013", or the DOI where no name stands before it. */
  readonly name: string;
  readonly doi: string;
}

const DOI = /\b(?:doi:\s?|https?:\/\/(?:dx\.)?doi\.org\/)(10\.\d{4,9}\/[^\s,;]+)/gi;

/** A DOI may hold brackets: only those that it does not open itself, and the end of a sentence, are left outside. */
export function trimmedDoi(doi: string): string {
  let end = doi.length;
  const count = (mark: string) => doi.slice(0, end).split(mark).length;
  while (/[.:)\]`'"]$/.test(doi.slice(0, end)) && !(doi[end - 1] === ')' && count('(') >= count(')'))) end--;
  return doi.slice(0, end);
}

/** "Getis & Ord (1992, " or "Kulldorff et al. 2005, ": the names and the year that stand before a DOI. */
const PERSON = String.raw`\p{Lu}[\p{L}'’–-]+`;
const JOINED = String.raw`,? (?:${PERSON}|\p{Lu}\.|&|and|et al\.|de|van|der|von)`;
const NAMED = new RegExp(String.raw`(${PERSON}(?:${JOINED})*),? \(?(\d{4}[a-z]?)\)?,?\s*\(?$`, 'u');

export function citationsOf(text: string): Citation[] {
  const flat = text.replace(/\s+/g, ' ');
  const seen = new Map<string, Citation>();
  for (const match of flat.matchAll(DOI)) {
    const doi = trimmedDoi(match[1] ?? '');
    const [, names, year] = NAMED.exec(flat.slice(0, match.index)) ?? [];
    const name = year === undefined ? undefined : `${names?.replace(/^(?:The|By|After|See|As|With|On) /, '')} ${year}`;
    if (!seen.has(doi)) seen.set(doi, { name: name ?? `doi:${doi}`, doi });
  }
  return [...seen.values()];
}

export { DOI };
