// What is wrong with a file, or worth knowing of it: a word of the closed list, where, and what to do next.
// Knows no format and never prints.

/** code → [severity, sentence]. An error stops the import; a warning is reported and the import goes on. */
export const ISSUES = {
  already_exists: ['error', 'There is one of this name already'],
  bad_archive: ['error', 'The compressed file is damaged'],
  bad_pcode: ['error', 'Not a P-code'],
  broken_csv: ['error', 'The table cannot be read'],
  broken_gpx: ['error', 'The GPX file cannot be read'],
  broken_json: ['error', 'The JSON cannot be read'],
  broken_osm: ['error', 'The OpenStreetMap file cannot be read'],
  broken_raster: ['error', 'The GeoTIFF cannot be read'],
  duplicate_id: ['error', 'The same id appears more than once'],
  empty_file: ['error', 'The file is empty'],
  foreign_crs: ['error', 'The coordinates are not WGS 84'],
  identifying_column: ['error', 'A column that identifies people'],
  invalid_polygon: ['error', 'The polygon is not valid'],
  invalid_value: ['error', 'Not a value that is taken here'],
  missing_column: ['error', 'A column is missing'],
  missing_value: ['error', 'A value is missing'],
  no_header: ['error', 'The first row holds values, not names of columns'],
  no_rows: ['error', 'There are no rows'],
  not_a_number: ['error', 'Not a number'],
  not_finite: ['error', 'A number is not finite'],
  not_recognised: ['error', 'No reader takes this file'],
  out_of_range: ['error', 'A number is out of range'],
  ragged_row: ['error', 'The row has more or fewer cells than the header'],
  swapped_axes: ['error', 'Longitude and latitude are swapped'],
  too_deep: ['error', 'The JSON is nested too deeply'],
  too_large: ['error', 'The file is too large'],
  too_many_vertices: ['error', 'The shape has too many vertices'],
  wrong_encoding: ['error', 'The text encoding cannot be read'],
  wrong_geometry: ['error', 'Not the kind of geometry that is needed'],
  altitude_dropped: ['warning', 'Altitudes are not stored'],
  approximate_place: ['warning', 'The place is within 25 km of the point'],
  column_dropped: ['warning', 'Columns that are not stored'],
  cut_ways: ['warning', 'Roads that are cut off'],
  duplicate_skipped: ['warning', 'The same record again, skipped'],
  empty_cells: ['warning', 'Cells without data, skipped'],
  encoding_guessed: ['warning', 'Not UTF-8; read as windows-1252'],
  file_skipped: ['warning', 'The file was not taken'],
  imprecise_place: ['warning', 'The place is vaguer than a settlement'],
  imprecise_time: ['warning', 'The date is vaguer than a day'],
  name_mismatch: ['warning', 'The P-code fits, the name differs'],
  name_unmatched: ['warning', 'No area has this name'],
  odd_cells: ['warning', 'Cells of another size'],
  outside_areas: ['warning', 'Outside every area'],
  pcode_repaired: ['warning', 'P-code repaired'],
  row_skipped: ['warning', 'Rows that were not taken'],
  stacked_points: ['warning', 'Many records on one point'],
  unit_assumed: ['warning', 'The unit is an assumption'],
  unknown_pcode: ['warning', 'No area has this P-code'],
} as const satisfies Record<string, readonly ['error' | 'warning', string]>;

export type IssueCode = keyof typeof ISSUES;

export interface Issue {
  readonly code: IssueCode;
  /** As a person counts: the header of a table is row 1, the first feature of a GeoJSON is 1; null = the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
  /** Rows that this issue speaks of, when it is not one; 1 if absent. */
  readonly count?: number;
}

export interface IssueGroup {
  readonly code: IssueCode;
  readonly severity: 'error' | 'warning';
  readonly column: string | null;
  readonly count: number;
  /** The first few, in order. */
  readonly examples: readonly Issue[];
}

/** The file cannot be read any further. */
export class FileFault extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.name = 'FileFault';
    this.issue = issue;
  }
}

/** Examples kept of each group; the count goes on. */
const EXAMPLES = 5;

/** Collects issues by code and column in bounded memory. */
export class IssueLog {
  readonly #groups = new Map<string, { code: IssueCode; column: string | null; count: number; examples: Issue[] }>();
  #errors = 0;

  /** Rows or files that stop the import. */
  get errors(): number {
    return this.#errors;
  }

  add(issue: Issue): void {
    const count = issue.count ?? 1;
    if (ISSUES[issue.code][0] === 'error') this.#errors += count;
    const key = `${issue.code} ${issue.column ?? ''}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { code: issue.code, column: issue.column, count: 0, examples: [] };
      this.#groups.set(key, group);
    }
    group.count += count;
    if (group.examples.length < EXAMPLES && !group.examples.some((known) => known.message === issue.message)) {
      group.examples.push(issue);
    }
  }

  /** Errors first, then warnings, each in the order they were met. */
  groups(): IssueGroup[] {
    const all = [...this.#groups.values()].map((group) => ({ ...group, severity: ISSUES[group.code][0] }));
    return [...all.filter((one) => one.severity === 'error'), ...all.filter((one) => one.severity === 'warning')];
  }
}
