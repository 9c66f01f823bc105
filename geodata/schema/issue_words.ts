// What a schema found wrong, in words that let a person repair it. It never repeats a value or a key that somebody sent,
// and it knows the shape of zod's issues but not zod, so that a page can use it without loading the checks.

/** An issue as zod writes it; only what is read here. */
export interface SchemaIssue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** invalid_union: what each form of the union found wrong. */
  readonly errors?: readonly (readonly SchemaIssue[])[];
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly values?: readonly unknown[];
  /** invalid_union with a discriminator: the words that it may be. */
  readonly options?: readonly unknown[];
  readonly format?: string;
}

export interface SaidIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Sentences of the schemas themselves are kept; these openings are those of zod's own. */
const ZODS_OWN = /^(Invalid|Too (small|big)|Unrecognized key)/;

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object with named parts',
  record: 'an object with named parts',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'Write a date as 2026-11-22.',
  datetime: 'Write a date and time with its zone, as 2026-11-22T10:00:00+01:00.',
};

/** Every issue with its sentence. Of a union only the form that was meant is spoken of: the one that fits best. */
export function saidIssues(issues: readonly SchemaIssue[], at: readonly PropertyKey[] = []): SaidIssue[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    const meant = formMeant(issue);
    return meant === null ? [{ path, message: sentenceOf(issue) }] : saidIssues(meant, path);
  });
}

function formMeant({ message, errors }: SchemaIssue): readonly SchemaIssue[] | null {
  if (errors === undefined || !ZODS_OWN.test(message)) return null;
  const best = errors.reduce((best, form) => (misfits(form) < misfits(best) ? form : best), errors[0] ?? []);
  return best.length === 0 || best.every(isOfAnotherKind) ? null : best;
}

/** How much speaks against a form having been meant: keys that it lacks, and a wrong word or kind near the root. */
const misfits = (form: readonly SchemaIssue[]): number =>
  form.reduce((sum, issue) => {
    if (isOfAnotherKind(issue)) return sum + 100;
    const ofForm = ['invalid_type', 'invalid_value', 'unrecognized_keys'].includes(issue.code ?? '');
    return sum + (ofForm && issue.path.length <= 1 ? 1 : 0);
  }, 0);

const isOfAnotherKind = ({ code, path, message, errors }: SchemaIssue): boolean =>
  path.length === 0 &&
  ZODS_OWN.test(message) &&
  (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_format' || errors !== undefined);

function sentenceOf(issue: SchemaIssue): string {
  if (!ZODS_OWN.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'A key here is not known; unknown keys are refused.';
    case 'invalid_union':
      if (issue.options !== undefined) return wordsToChoose({ values: issue.options });
      return isMissing(issue) ? `This is missing: give ${kindsOf(issue)}.` : `This must be ${kindsOf(issue)}.`;
    case 'invalid_type':
      if (issue.message.endsWith('Infinity')) return 'This must be a finite number.';
      return isMissing(issue) ? `This is missing: give ${kindsOf(issue)}.` : `This must be ${kindsOf(issue)}.`;
    case 'invalid_value':
      return wordsToChoose(issue);
    case 'invalid_format':
      return FORMATS[issue.format ?? ''] ?? 'This text is not written as it must be.';
    case 'too_small':
      return boundOf(issue, issue.minimum, { at: 'at least', beyond: 'more than' });
    case 'too_big':
      return boundOf(issue, issue.maximum, { at: 'at most', beyond: 'less than' });
    default:
      return issue.message;
  }
}

function wordsToChoose({ values = [] }: Pick<SchemaIssue, 'values'>): string {
  return `Write ${values.length > 1 ? 'one of: ' : ''}${values.join(', ')}.`;
}

const isMissing = ({ message, errors }: SchemaIssue): boolean =>
  errors?.some((form) => form.some(isMissing)) ?? message.endsWith('received undefined');

function kindsOf({ expected, errors }: SchemaIssue): string {
  if (errors === undefined) return KINDS[expected ?? ''] ?? 'of another kind';
  const kinds = errors.flat().flatMap((issue) => {
    if (issue.code === 'invalid_format') return [`a text (${FORMATS[issue.format ?? ''] ?? 'written in another way'})`];
    return issue.code === 'invalid_value' ? (issue.values ?? []).map(String) : [kindsOf(issue)];
  });
  return [...new Set(kinds)].join(', or ') || 'one of the forms that are taken here';
}

function boundOf(
  { origin, inclusive }: SchemaIssue,
  bound: number | bigint | undefined,
  words: { readonly at: string; readonly beyond: string },
): string {
  const limit = `${inclusive === false ? words.beyond : words.at} ${bound}`;
  if (origin === 'string') return `This text must have ${limit} characters.`;
  if (origin === 'array') return `This list must have ${limit} ${bound === 1 ? 'entry' : 'entries'}.`;
  return `This must be ${limit}.`;
}
