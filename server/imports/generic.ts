// Files with the documented columns → the noun that the operator names with --noun. The tables below are the documentation
// of the columns; other columns are dropped and reported. Places come from lon/lat columns or from GeoJSON points.
import type { Fields } from '../../geodata/formats/fields.ts';
import { FileFault } from '../../geodata/formats/issue.ts';
import type { Noun } from '../../geodata/schema/dataset.ts';
import type { Point } from '../../geodata/schema/geometry.ts';
import {
  CONFLICT_TYPES,
  CONSENTS,
  INCIDENT_TYPES,
  PLACE_PRECISIONS,
  SOURCE_CLASSES,
  TIME_PRECISIONS,
  VERIFICATIONS,
} from '../../geodata/schema/incident.ts';
import { PATROL_MODES, PATROL_PURPOSES } from '../../geodata/schema/patrol.ts';
import { PLACE_KINDS } from '../../geodata/schema/place.ts';
import { ROAD_CLASSES } from '../../geodata/schema/road.ts';
import { notAmongComponents } from '../../geodata/schema/service.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../../geodata/schema/service_words.ts';
import { SECURITY_MEASURES, ZONE_KINDS, ZONE_PROTOCOLS, ZONE_STATUSES } from '../../geodata/schema/zone.ts';
import type { LoadRow } from '../queries/load.ts';
import { type Adapter, type AnyAdapter, eachRecord, Ids, meetPrecision, type Reading } from './adapter.ts';
import { codAb } from './cod_ab.ts';
import { identifyingColumns } from './identifying.ts';
import { TRANSLATED, translationsOf } from './translated_columns.ts';

const LON = ['lon', 'longitude', 'lng', 'long', 'x'];
const LAT = ['lat', 'latitude', 'y'];
const CONFLICTS: ReadonlySet<string> = new Set(CONFLICT_TYPES);
const COUNT = { min: 0, max: 1e7 };

/** Columns of each noun; `id` is only used to find rows that come twice. */
export const GENERIC_COLUMNS: { readonly [N in Exclude<Noun, 'area'>]: readonly string[] } = {
  place: ['id', 'name', 'kind', 'population', ...LON, ...LAT],
  population: ['people', 'women', 'children', ...LON, ...LAT],
  road: ['id', 'road_class', 'length_m', 'seconds', 'one_way', 'closed'],
  service: [
    ...['id', 'name', 'kind', 'status', 'components', 'languages', 'cost', 'eligibility', 'female_staff', 'accessible'],
    ...['capacity', 'phone', 'verified_on', 'protected', 'out_of_stock', 'documents', ...LON, ...LAT],
  ],
  zone: ['id', 'name', 'kind', 'status', 'capacity', 'occupancy', 'security_measures', 'protocols'],
  patrol: ['id', 'name', 'mode', 'purpose', 'team', 'runs_per_week'],
  incident: [
    ...['id', 'type', 'date', 'date_start', 'date_end', 'time_precision', 'place_precision', 'area_pcode'],
    ...['verification', 'source_class', 'consent', ...LON, ...LAT],
  ],
};

const REQUIRED: { readonly [N in Exclude<Noun, 'area'>]: readonly string[] } = {
  place: ['name', 'kind'],
  population: ['people'],
  road: ['length_m'],
  service: ['name', 'kind'],
  zone: ['name', 'kind'],
  patrol: ['name', 'mode', 'purpose'],
  incident: ['type', 'place_precision'],
};
const SHAPES: readonly Noun[] = ['road', 'zone', 'patrol'];

type Make<N extends Noun> = (fields: Fields, reading: Reading) => LoadRow[N] | null;

const MAKERS: { readonly [N in Exclude<Noun, 'area'>]: Make<N> } = {
  place: (fields, reading) => {
    const name = fields.needText('name');
    const kind = fields.oneOf('kind', PLACE_KINDS);
    const population = fields.number('population', { min: 0, max: 1e10 });
    const geom = point(fields, reading);
    return name && kind && geom ? { name: name.slice(0, 200), kind, population, geom } : null;
  },
  population: (fields, reading) => {
    const people = fields.needNumber('people', { min: 0, max: 1e10 });
    const women = fields.number('women', { min: 0, max: 1e10 });
    const children = fields.number('children', { min: 0, max: 1e10 });
    const geom = point(fields, reading);
    if (people === null || geom === null) return null;
    return { lon: geom.coordinates[0], lat: geom.coordinates[1], people, women, children };
  },
  road: (fields) => {
    const roadClass = fields.text('road_class') === '' ? 'unknown' : fields.oneOf('road_class', ROAD_CLASSES);
    const lengthMeters = fields.needNumber('length_m', { min: 0, max: 2e6 });
    const seconds = fields.number('seconds', { min: 0, max: 1e6 });
    const geom = fields.geometry(['LineString']);
    if (roadClass === null || lengthMeters === null || geom === null) return null;
    return { roadClass, lengthMeters, seconds, oneWay: yes(fields, 'one_way'), closed: yes(fields, 'closed'), geom };
  },
  service: (fields, reading) => {
    const name = fields.needText('name');
    const kind = fields.oneOf('kind', SERVICE_KINDS);
    const status = fields.text('status') === '' ? 'unknown' : fields.oneOf('status', SERVICE_STATUSES);
    const cost = fields.text('cost') === '' ? 'unknown' : fields.oneOf('cost', ['free', 'paid', 'unknown']);
    const geom = point(fields, reading);
    const stock = {
      components: listOf(fields, 'components', SERVICE_COMPONENTS),
      outOfStock: listOf(fields, 'out_of_stock', SERVICE_COMPONENTS),
    };
    const strange = notAmongComponents(stock).join(', ');
    if (strange !== '')
      fields.refuse('invalid_value', 'out_of_stock', `Name it among the components, or leave it out here: ${strange}.`);
    const documents = fields.text('documents');
    if (documents.length > 300) fields.refuse('invalid_value', 'documents', 'Write 300 characters at most.');
    const rest = {
      ...stock,
      documents,
      translations: translationsOf(fields),
      languages: split(fields.text('languages')).slice(0, 30),
      eligibility: fields.text('eligibility').slice(0, 500),
      femaleStaff: maybe(fields, 'female_staff'),
      accessible: maybe(fields, 'accessible'),
      capacity: whole(fields, 'capacity'),
      phone: fields.text('phone').slice(0, 60),
      verifiedOn: fields.text('verified_on') === '' ? null : fields.needDate('verified_on'),
      protected: yes(fields, 'protected'),
    };
    return name && kind && status && cost && geom
      ? { name: name.slice(0, 200), kind, status, cost, geom, ...rest }
      : null;
  },
  zone: (fields) => {
    const name = fields.needText('name');
    const kind = fields.oneOf('kind', ZONE_KINDS);
    const status = fields.text('status') === '' ? 'draft' : fields.oneOf('status', ZONE_STATUSES);
    const geom = fields.geometry(['Polygon', 'MultiPolygon']);
    const rest = {
      capacity: whole(fields, 'capacity'),
      occupancy: whole(fields, 'occupancy'),
      securityMeasures: listOf(fields, 'security_measures', SECURITY_MEASURES),
      protocols: listOf(fields, 'protocols', ZONE_PROTOCOLS),
    };
    return name && kind && status && geom ? { name: name.slice(0, 300), kind, status, geom, ...rest } : null;
  },
  patrol: (fields) => {
    const name = fields.needText('name');
    const mode = fields.oneOf('mode', PATROL_MODES);
    const purpose = fields.oneOf('purpose', PATROL_PURPOSES);
    const runsPerWeek = fields.number('runs_per_week', { min: 0, max: 200 }) ?? 0;
    const geom = fields.geometry(['LineString']);
    if (!name || !mode || !purpose || !geom) return null;
    const team = fields.text('team').slice(0, 100);
    return {
      name: name.slice(0, 200),
      mode,
      purpose,
      team,
      runsPerWeek: Math.round(runsPerWeek),
      datasetId: null,
      geom,
    };
  },
  incident: incidentOf,
};

function incidentOf(fields: Fields, reading: Reading): LoadRow['incident'] | null {
  const { sample } = reading;
  const type = fields.oneOf('type', INCIDENT_TYPES);
  const start = sample.columns.has('date_start') ? 'date_start' : 'date';
  const from = fields.needDate(start);
  const to = fields.text('date_end') === '' ? from : fields.needDate('date_end');
  const placePrecision = fields.oneOf('place_precision', PLACE_PRECISIONS);
  const timePrecision = fields.text('time_precision') === '' ? 'day' : fields.oneOf('time_precision', TIME_PRECISIONS);
  const verification = fields.text('verification') === '' ? 'unverified' : fields.oneOf('verification', VERIFICATIONS);
  const sourceClass = fields.text('source_class') === '' ? 'partner' : fields.oneOf('source_class', SOURCE_CLASSES);
  // Conflict events have nobody to ask; for all else consent has to be stated.
  const isConflict = type !== null && CONFLICTS.has(type);
  const consent = isConflict && fields.text('consent') === '' ? 'not_applicable' : fields.oneOf('consent', CONSENTS);
  const geom = point(fields, reading);
  if (from !== null && to !== null && to < from)
    fields.refuse('invalid_value', 'date_end', 'The end lies before the start.');
  if (!type || !from || !to || !placePrecision || !timePrecision || !verification || !sourceClass) return null;
  if (!consent || !geom) return null;
  if (placePrecision !== 'exact' && placePrecision !== 'settlement') {
    fields.warn('imprecise_place', 'place_precision', 'District, state or vaguer: kept as an area, never a dot.');
  }
  meetPrecision(reading.facts, placePrecision);
  return {
    type,
    occurredFrom: `${from}T00:00:00Z`,
    occurredTo: `${to}T23:59:59Z`,
    timePrecision,
    placePrecision,
    areaPcode:
      fields.text('area_pcode') === '' ? null : (reading.areas.byPcode(fields.text('area_pcode'))?.area.pcode ?? null),
    verification,
    sourceClass,
    consent,
    geom,
  };
}

function point(fields: Fields, reading: Reading): Point | null {
  if (reading.sample.format === 'features') {
    const geom = fields.geometry(['Point']);
    if (geom !== null) reading.place(geom.coordinates);
    return geom;
  }
  const { columns } = reading.sample;
  const position = fields.point(firstOf(columns, LON), firstOf(columns, LAT));
  if (position === null) return null;
  reading.place(position);
  return { type: 'Point', coordinates: position };
}

function firstOf(columns: ReadonlySet<string>, names: readonly string[]): string {
  for (const name of names) if (columns.has(name)) return name;
  return names[0] ?? '';
}

const split = (text: string): string[] =>
  text === ''
    ? []
    : text
        .split(/[;|]/)
        .map((word) => word.trim())
        .filter(Boolean);

function listOf<T extends string>(fields: Fields, column: string, words: readonly T[]): T[] {
  return split(fields.text(column)).flatMap((word) => {
    const found = words.find((one) => one === word.toLowerCase());
    if (found !== undefined) return [found];
    fields.refuse('invalid_value', column, `Write words of this list with ; between them: ${words.join(', ')}.`);
    return [];
  });
}

function maybe(fields: Fields, column: string): boolean | null {
  const text = fields.text(column).toLowerCase();
  if (text === '') return null;
  if (['true', 'yes', '1'].includes(text)) return true;
  if (['false', 'no', '0'].includes(text)) return false;
  return fields.refuse('invalid_value', column, 'Write yes or no, or leave the cell empty.');
}

export const yes = (fields: Fields, column: string): boolean => maybe(fields, column) ?? false;

function whole(fields: Fields, column: string): number | null {
  const number = fields.number(column, COUNT);
  if (number === null || Number.isInteger(number)) return number;
  return fields.refuse('invalid_value', column, 'Write a whole number.');
}

function generic<N extends Exclude<Noun, 'area'>>(noun: N): Adapter<N> {
  const make: Make<N> = MAKERS[noun];
  return {
    id: `generic_${noun}`,
    noun,
    title: `Table of the noun ${noun}`,
    source: '',
    licence: '',
    columns: GENERIC_COLUMNS[noun],
    ...(noun === 'service' ? { columnPattern: TRANSLATED } : {}),
    takes: () => true,
    async *rows(reading) {
      if (noun === 'incident') refuseIdentifying(reading);
      requireColumns(reading, noun);
      const ids = new Ids();
      const hasId = reading.sample.columns.has('id');
      if (noun !== 'incident' && noun !== 'population') reading.facts.inputPrecision = 'exact';
      yield* eachRecord(reading, (fields) => {
        if (hasId && !ids.isNew(fields.needText('id') ?? '')) {
          return fields.refuse('duplicate_id', 'id', 'This id came before. Keep one of the rows.');
        }
        const row = make(fields, reading);
        // Only polygons are checked after they are staged, and only then are their rows asked for.
        if (noun === 'zone' && row !== null && !fields.bad) reading.rowNumbers.push(fields.record.row);
        return row;
      });
    },
  };
}

/** Says once what is missing, instead of once a row. */
function requireColumns({ sample, log }: Reading, noun: Exclude<Noun, 'area'>): void {
  // A collection whose first features cannot be read says nothing of its columns.
  if (sample.format === 'features' && sample.first.length === 0) return;
  const missing: [string, string][] = REQUIRED[noun]
    .filter((column) => !sample.columns.has(column))
    .map((column) => [column, `A ${noun} needs this column. Known columns: ${GENERIC_COLUMNS[noun].join(', ')}.`]);
  if (sample.format === 'table') {
    if (SHAPES.includes(noun)) missing.push(['geometry', `A ${noun} needs lines or polygons: bring it as GeoJSON.`]);
    else {
      for (const names of [LON, LAT]) {
        const name = names[0] ?? '';
        if (!names.some((one) => sample.columns.has(one))) missing.push([name, `A place needs ${names.join(' or ')}.`]);
      }
    }
  }
  const [first, ...rest] = missing.map(
    ([column, message]) => ({ code: 'missing_column', row: null, column, message }) as const,
  );
  for (const issue of rest) log.add(issue);
  if (first !== undefined) throw new FileFault(first);
}

function refuseIdentifying({ sample, log }: Reading): void {
  const found = identifyingColumns(sample.columns);
  if (found.length === 0) return;
  const message = 'A file of incidents may not identify people. Take the column out and import again.';
  for (const column of found.slice(1)) log.add({ code: 'identifying_column', row: null, column, message });
  throw new FileFault({ code: 'identifying_column', row: null, column: found[0] ?? null, message });
}

/** The adapter that takes any table or GeoJSON for a noun by the documented columns. */
export function genericAdapter(noun: Noun): AnyAdapter {
  switch (noun) {
    case 'area':
      return codAb;
    case 'place':
      return generic(noun);
    case 'population':
      return generic(noun);
    case 'road':
      return generic(noun);
    case 'service':
      return generic(noun);
    case 'zone':
      return generic(noun);
    case 'patrol':
      return generic(noun);
    case 'incident':
      return generic(noun);
  }
}
