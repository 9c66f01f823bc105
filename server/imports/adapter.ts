// What an adapter is: it says which files it takes and makes rows of one noun from their records.
// Knows no file and no database.
import type { SourceRecord } from '../../geodata/formats/fields.ts';
import { Fields } from '../../geodata/formats/fields.ts';
import type { RasterGrid, RasterUnit } from '../../geodata/formats/geotiff.ts';
import type { IssueLog } from '../../geodata/formats/issue.ts';
import type { Dataset, InputPrecision, Noun } from '../../geodata/schema/dataset.ts';
import type { Position } from '../../geodata/schema/geometry.ts';
import type { LoadRow } from '../queries/load.ts';
import type { AreaNames } from './area_names.ts';
import type { OsmItem } from './osm_pbf.ts';
import type { Sample } from './sample.ts';

/** What is known of a dataset only when its rows were read. */
export interface Facts {
  inputPrecision?: InputPrecision;
  cellDegrees?: NonNullable<Dataset['cellDegrees']>;
  asOf?: string;
}

/** One file being read. */
export interface Reading {
  readonly sample: Sample;
  readonly log: IssueLog;
  readonly areas: AreaNames;
  /** Names of areas above the districts, plain → P-code; a file of districts fills it for the files after it. */
  readonly stateNames: Map<string, string>;
  /** Unit of a raster as the operator states it. */
  readonly unit: RasterUnit | null;
  readonly facts: Facts;
  /** Lines for the report. */
  readonly notes: string[];
  /** Records read. */
  read: number;
  /** Row numbers of the rows that were stored, in order, for nouns whose polygons are checked after. */
  readonly rowNumbers: number[];
  records(): Promise<AsyncIterable<SourceRecord>>;
  raster(): Promise<RasterGrid>;
  /** The items of an OpenStreetMap file from the beginning; may be asked for again. */
  osmItems(): Promise<AsyncIterable<readonly OsmItem[]>>;
  /** Hears the position of each row. */
  place(position: Position): void;
}

export interface Adapter<N extends Noun> {
  readonly id: string;
  readonly noun: N;
  /** For people: what kind of file this is. */
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  /** Columns that are used; others are reported as not stored. */
  readonly columns: readonly string[];
  /** Columns that are used and have no fixed name. */
  readonly columnPattern?: RegExp;
  takes(sample: Sample): boolean;
  rows(reading: Reading): AsyncIterable<LoadRow[N]>;
}

/** An adapter of any noun. */
export type AnyAdapter = { [N in Noun]: Adapter<N> }[Noun];

/** Rows made one record at a time; a record with an error is not stored, and its reading says why. */
export async function* eachRecord<Row>(reading: Reading, make: (fields: Fields) => Row | null): AsyncGenerator<Row> {
  for await (const record of await reading.records()) {
    reading.read++;
    const fields = new Fields(record, reading.log);
    const row = make(fields);
    if (row !== null && !fields.bad) yield row;
  }
}

/** The id of a record, said to be a duplicate where it came before. */
export class Ids {
  readonly #seen = new Set<string | number>();

  isNew(id: string): boolean {
    const before = this.#seen.size;
    // A million whole numbers take a fraction of what a million texts take.
    const number = Number(id);
    return this.#seen.add(String(number) === id ? number : id).size > before;
  }
}

export const hasAll = (sample: Sample, columns: readonly string[]): boolean =>
  columns.every((column) => sample.columns.has(column));

/** The first of these columns that the file has. */
export const firstColumn = (sample: Sample, columns: readonly string[]): string | null =>
  columns.find((column) => sample.columns.has(column)) ?? null;

/** Every sampled geometry is one of these types. */
export const hasOnly = (sample: Sample, types: readonly string[]): boolean =>
  sample.geometryTypes.size > 0 && [...sample.geometryTypes].every((type) => types.includes(type));

const order: readonly InputPrecision[] = ['exact', 'cell', 'settlement', 'district', 'state', 'country'];

/** Keeps the coarsest precision that was met. */
export function meetPrecision(facts: Facts, precision: InputPrecision): void {
  const known = facts.inputPrecision === undefined ? -1 : order.indexOf(facts.inputPrecision);
  if (order.indexOf(precision) > known) facts.inputPrecision = precision;
}
