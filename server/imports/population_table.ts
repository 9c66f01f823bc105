// Population by district as a table (WorldPop sums, COD-PS with centroids) → people at the centroid. Joined by P-code;
// names are only compared.
import type { Fields } from '../../geodata/formats/fields.ts';
import { cleanPcode } from '../../geodata/formats/pcode.ts';
import { type Adapter, eachRecord, firstColumn, type Reading } from './adapter.ts';
import { plainName } from './area_names.ts';
import type { Sample } from './sample.ts';

const CODES = ['adm3_pcode', 'adm2_pcode', 'lga_pcode', 'district_pcode', 'admin2pcode', 'pcode'];
const NAMES = ['lga_name', 'adm2_en', 'adm2_name', 'adm3_en', 'adm3_name', 'source_lga_name', 'name'];
const LONS = ['centroid_lon', 'lon', 'longitude'];
const LATS = ['centroid_lat', 'lat', 'latitude'];
const PEOPLE = /^(population|people|pop|t_tl)(_(\d{4}))?$/;

const yearOf = (column: string): number => Number(PEOPLE.exec(column)?.[3] ?? 0);

/** Columns of people, the newest year first. */
const peopleColumns = (sample: Sample): string[] =>
  [...sample.columns].filter((column) => PEOPLE.test(column)).toSorted((a, b) => yearOf(b) - yearOf(a));

export const populationTable: Adapter<'population'> = {
  id: 'population_table',
  noun: 'population',
  title: 'Population by district',
  source: 'WorldPop (worldpop.org)',
  licence: 'CC BY 4.0',
  columns: [...CODES, ...NAMES, ...LONS, ...LATS, 'women', 'children'],
  columnPattern: PEOPLE,
  takes: (sample) =>
    sample.format === 'table' &&
    peopleColumns(sample).length > 0 &&
    [CODES, LONS, LATS].every((columns) => firstColumn(sample, columns) !== null),
  async *rows(reading) {
    const { sample, facts } = reading;
    const code = firstColumn(sample, CODES) ?? '';
    const [people = '', ...older] = peopleColumns(sample);
    const [lon, lat] = [firstColumn(sample, LONS) ?? '', firstColumn(sample, LATS) ?? ''];
    const names = NAMES.filter((column) => sample.columns.has(column));
    const year = PEOPLE.exec(people)?.[3];
    facts.inputPrecision = 'district';
    if (year !== undefined) facts.asOf = `${year}-01-01`;
    if (older.length > 0) {
      const message = `${older.join(', ')}: the people are those of ${people}`;
      reading.log.add({ code: 'column_dropped', row: null, column: null, message, count: older.length });
    }
    const codes = new CountedAreas();
    yield* eachRecord(reading, (fields) => {
      const position = fields.point(lon, lat);
      const count = fields.needNumber(people, { min: 0, max: 1e10 });
      const areaPcode = joined(fields, reading, code, names);
      const twice = codes.add(areaPcode ?? fields.text(code), fields.record.row);
      if (twice !== null) return fields.refuse('duplicate_id', code, twice);
      if (position === null || count === null) return null;
      reading.place(position);
      const women = fields.number('women', { min: 0, max: count });
      const children = fields.number('children', { min: 0, max: count });
      return { lon: position[0], lat: position[1], people: count, women, children, areaPcode };
    });
  },
};

/** P-codes whose people were counted. Codes nest by prefix, so an area holds the people of those it begins. */
class CountedAreas {
  readonly #rows = new Map<string, number>();
  /** Every beginning of a code → the row of the code. */
  readonly #beginnings = new Map<string, number>();

  /** Why the people of this area would count twice; null where they do not. */
  add(text: string, row: number): string | null {
    const code = cleanPcode(text) ?? text.toUpperCase();
    if (code === '') return null;
    const before = this.#rows.get(code);
    if (before !== undefined) return `This area came before, in row ${before}: its people would count twice.`;
    this.#rows.set(code, row);
    // What is neither P-code nor country does not nest: 1 is not above 10.
    if (cleanPcode(code) === null && !/^[A-Z]{2,3}$/.test(code)) return null;
    const below = this.#beginnings.get(code);
    let above: number | undefined;
    for (let length = 2; length < code.length; length++) {
      const beginning = code.slice(0, length);
      above ??= this.#rows.get(beginning);
      this.#beginnings.set(beginning, row);
    }
    if (above === undefined && below === undefined) return null;
    const where = below === undefined ? `this one is a part of row ${above}` : `row ${below} is a part of this one`;
    return `A state row beside its districts would count people twice: ${where}. Keep one level.`;
  }
}

/** P-code of the area, known or repaired; every name in the row is compared with that of the area. */
function joined(fields: Fields, reading: Reading, column: string, names: readonly string[]): string | null {
  const text = fields.needText(column);
  if (text === null || reading.areas.empty) return null;
  const found = reading.areas.byPcode(text);
  if (found === null) {
    fields.warn('unknown_pcode', column, `No area has the P-code ${text}.`);
    return null;
  }
  const { area } = found;
  if (found.repaired) fields.warn('pcode_repaired', column, `${text} is read as ${area.pcode}.`);
  for (const name of names) {
    const said = fields.text(name);
    if (said !== '' && plainName(said) !== plainName(area.name)) {
      fields.warn('name_mismatch', name, `${area.pcode} is ${said} here and ${area.name} in the areas.`);
    }
  }
  return area.pcode;
}
