// UCDP Georeferenced Event Dataset (any version with these columns) → incidents. These are conflict events: their types
// are the three of UCDP and never a type of gender-based violence.
import type { Fields } from '../../geodata/formats/fields.ts';
import type { Incident } from '../../geodata/schema/incident.ts';
import { type Adapter, eachRecord, hasAll, Ids, meetPrecision, type Reading } from './adapter.ts';

const COLUMNS = [
  'id',
  'type_of_violence',
  'where_prec',
  'date_prec',
  'date_start',
  'date_end',
  'latitude',
  'longitude',
];

/** UCDP GED codebook 20.1, type_of_violence. */
const TYPES: readonly Incident['type'][] = ['state_based_violence', 'non_state_violence', 'one_sided_violence'];

/**
 * Codebook, where_prec: 1 exact; 2 within about 25 km of a known point; 3 second-order and 4 first-order division;
 * 5 a fuzzy or linear feature without a division, 6 country, 7 international water or airspace.
 * 25 km around a point is far more than a cell, so 2 is a district here as 3 is.
 */
const PLACES: readonly Incident['placePrecision'][] = [
  ...(['exact', 'district', 'district', 'state', 'country', 'country', 'country'] as const),
];
const WITHIN_25_KM = 2;

/** Codebook, date_prec: 1 day; 2 two to six days; 3 a week; 4 up to a month; 5 up to a year. */
const TIMES: readonly Incident['timePrecision'][] = ['day', 'week', 'week', 'month', 'year'];

export const ucdpGed: Adapter<'incident'> = {
  id: 'ucdp_ged',
  noun: 'incident',
  title: 'UCDP conflict events',
  source: 'Uppsala Conflict Data Program, Georeferenced Event Dataset (Sundberg & Melander 2013)',
  licence: 'CC BY 4.0',
  columns: [...COLUMNS, 'adm_1', 'adm_2'],
  takes: (sample) => sample.format === 'table' && hasAll(sample, COLUMNS),
  async *rows(reading) {
    const ids = new Ids();
    let last = '';
    for await (const row of eachRecord(reading, (fields) => eventOf(fields, reading, ids))) {
      if (row.occurredTo > last) last = row.occurredTo;
      reading.place(row.geom.coordinates);
      yield row;
    }
    if (last !== '') reading.facts.asOf = last.slice(0, 10);
  },
};

function eventOf(fields: Fields, reading: Reading, ids: Ids) {
  const id = fields.needText('id');
  if (id !== null && !ids.isNew(id)) fields.refuse('duplicate_id', 'id', 'This id came before. Keep one of the rows.');
  const type = coded(fields, 'type_of_violence', TYPES);
  const placePrecision = coded(fields, 'where_prec', PLACES);
  const timePrecision = coded(fields, 'date_prec', TIMES);
  const from = fields.needDate('date_start');
  const to = fields.needDate('date_end');
  const position = fields.point('longitude', 'latitude');
  if (from !== null && to !== null && to < from)
    fields.refuse('invalid_value', 'date_end', 'The end lies before the start.');
  if (!type || !placePrecision || !timePrecision || !from || !to || !position || fields.bad) return null;
  if (fields.number('where_prec', { min: 1, max: PLACES.length }) === WITHIN_25_KM) {
    fields.warn('approximate_place', 'where_prec', 'Within about 25 km: kept as its district, never a dot.');
  } else if (placePrecision !== 'exact') {
    fields.warn('imprecise_place', 'where_prec', 'District, state or vaguer: kept as an area, never a dot.');
  }
  if (timePrecision !== 'day') fields.warn('imprecise_time', 'date_prec', 'Known to a week, a month or a year only.');
  meetPrecision(reading.facts, placePrecision);
  return {
    type,
    occurredFrom: `${from}T00:00:00Z`,
    occurredTo: `${to}T23:59:59Z`,
    timePrecision,
    placePrecision,
    areaPcode: areaOf(fields, reading, placePrecision),
    // Nobody here verified a dataset. The codebook's event_clarity tells how well events can be told apart, no more.
    verification: 'unverified' as const,
    sourceClass: 'dataset' as const,
    consent: 'not_applicable' as const,
    geom: { type: 'Point' as const, coordinates: position },
  };
}

function coded<T>(fields: Fields, column: string, words: readonly T[]): T | null {
  const code = fields.needNumber(column, { min: 1, max: words.length });
  if (code === null) return null;
  return words[code - 1] ?? fields.refuse('invalid_value', column, `Write a whole number from 1 to ${words.length}.`);
}

/** The area that the source names, as fine as its precision allows. Every district name is looked up, to be reported. */
function areaOf(fields: Fields, reading: Reading, place: Incident['placePrecision']): string | null {
  if (reading.areas.empty) return null;
  const district = fields.text('adm_2');
  const found = district === '' ? null : reading.areas.byName(district, fields.text('adm_1'));
  if (district !== '' && found === null) {
    const near = reading.areas.similar(district);
    const hint = near === null ? '' : ` (${near.name}, ${near.pcode}, is close)`;
    fields.warn('name_unmatched', 'adm_2', `No area is named ${district}${hint}.`);
  }
  if (place === 'district') return found?.pcode ?? null;
  return place === 'state' ? reading.areas.stateByName(fields.text('adm_1')) : null;
}
