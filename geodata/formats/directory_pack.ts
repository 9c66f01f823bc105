// A directory as the JSON that travels: columns instead of records, and every text, list and set of hours that repeats once. It
// knows shapes, not what a phone makes of them.
import type { Directory, PackArea, PackGateway, PackPlace, PackService, Translations } from '../schema/pack.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../schema/service_words.ts';
import { broken } from './byte_columns.ts';
import {
  fromDigits,
  fromIds,
  fromRepeated,
  fromSteps,
  type Repeated,
  repeated,
  toDigits,
  toIds,
  toSteps,
} from './pack_columns.ts';

const VERSION = 1;
/** Millionths of a degree (0.1 m): a door that is nearly as far from two roads must join the same one on a phone as on a server. */
const PER_DEGREE = 1e6;
const DAY = 86_400_000;
const COSTS = ['free', 'paid', 'unknown'] as const;

/** A text and what it is in other languages. */
type Text = readonly [text: string, translated?: Readonly<Record<string, string>>];

interface Positions {
  readonly lon: readonly number[];
  readonly lat: readonly number[];
}

export interface PackedDirectory {
  readonly version: typeof VERSION;
  readonly region: string;
  readonly name: string;
  readonly organizationId: string;
  readonly changedOn: string | null;
  readonly invented: boolean;
  readonly credits: readonly string[];
  readonly rules: Directory['rules'];
  readonly services: Positions & {
    readonly id: string | readonly string[];
    readonly name: readonly Text[];
    readonly kind: string;
    readonly status: string;
    readonly components: readonly number[];
    readonly outOfStock: readonly number[];
    readonly openingHours: Repeated<PackService['openingHours']>;
    readonly languages: Repeated<readonly string[]>;
    readonly cost: string;
    readonly eligibility: Repeated<Text>;
    readonly documents: Repeated<Text>;
    readonly femaleStaff: string;
    readonly accessible: string;
    readonly capacity: readonly (number | null)[];
    readonly phone: readonly string[];
    /** Days since 1970; null = never. */
    readonly verifiedOn: readonly (number | null)[];
    readonly underReview: string;
    readonly areaPcode: Repeated<string | null>;
  };
  readonly gateways: readonly PackGateway[];
  readonly areas: Positions & { readonly [Key in 'pcode' | 'name']: readonly string[] } & {
    readonly adminLevel: string;
  };
  readonly places: Positions & { readonly name: readonly string[]; readonly kind: Repeated<string> };
}

type Field = 'name' | 'eligibility' | 'documents';
const FIELDS: readonly Field[] = ['name', 'eligibility', 'documents'];

/** Services come in the order of their places, whatever order they had: neighbors share words, and equal directories are equal bytes. */
export function packDirectory(directory: Directory): string {
  const { areas, places, ...rest } = directory;
  const services = directory.services
    .map((service) => ({ service, place: alongCurve(service) }))
    .sort((a, b) => a.place - b.place || (a.service.id < b.service.id ? -1 : 1))
    .map(({ service }) => service);
  const column = <T>(read: (service: PackService) => T): T[] => services.map(read);
  const packed: PackedDirectory = {
    version: VERSION,
    ...rest,
    services: {
      id: toIds(column(({ id }) => id)),
      name: column((service) => textOf(service, 'name')),
      kind: toDigits(column(({ kind }) => SERVICE_KINDS.indexOf(kind))),
      status: toDigits(column(({ status }) => SERVICE_STATUSES.indexOf(status))),
      components: column(({ components }) => bitsOf(components)),
      outOfStock: column(({ outOfStock }) => bitsOf(outOfStock)),
      openingHours: repeated(column(({ openingHours }) => openingHours)),
      languages: repeated(column(({ languages }) => languages)),
      cost: toDigits(column(({ cost }) => COSTS.indexOf(cost))),
      eligibility: repeated(column((service) => textOf(service, 'eligibility'))),
      documents: repeated(column((service) => textOf(service, 'documents'))),
      femaleStaff: toDigits(column(({ femaleStaff }) => flagOf(femaleStaff))),
      accessible: toDigits(column(({ accessible }) => flagOf(accessible))),
      capacity: column(({ capacity }) => capacity),
      phone: column(({ phone }) => phone),
      verifiedOn: column(({ verifiedOn }) => (verifiedOn === null ? null : Date.parse(`${verifiedOn}T00:00Z`) / DAY)),
      underReview: toDigits(column(({ underReview }) => flagOf(underReview))),
      areaPcode: repeated(column(({ areaPcode }) => areaPcode)),
      ...positionsOf(services),
    },
    areas: {
      pcode: areas.map(({ pcode }) => pcode),
      name: areas.map(({ name }) => name),
      adminLevel: toDigits(areas.map(({ adminLevel }) => adminLevel)),
      ...positionsOf(areas),
    },
    places: {
      name: places.map(({ name }) => name),
      kind: repeated(places.map(({ kind }) => kind)),
      ...positionsOf(places),
    },
  };
  return JSON.stringify(packed);
}

/** Throws Problem invalid_input where it is no pack of this version. */
export function unpackDirectory(text: string | object): Directory {
  try {
    const packed = (typeof text === 'string' ? JSON.parse(text) : text) as PackedDirectory;
    if (packed.version !== VERSION) throw broken('It is a pack of another version.');
    const { version: _, services, areas, places, ...rest } = packed;
    return { ...rest, services: servicesFrom(services), areas: areasFrom(areas), places: placesFrom(places) };
  } catch (error) {
    const isOdd = error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError;
    if (isOdd) throw broken('A part of it is missing.');
    throw error;
  }
}

function servicesFrom(packed: PackedDirectory['services']): PackService[] {
  const ids = fromIds(packed.id);
  const [kinds, statuses, costs] = [fromDigits(packed.kind), fromDigits(packed.status), fromDigits(packed.cost)];
  const [female, accessible, review] = [packed.femaleStaff, packed.accessible, packed.underReview].map(fromDigits);
  const hours = fromRepeated(packed.openingHours);
  const languages = fromRepeated(packed.languages);
  const eligibility = fromRepeated(packed.eligibility);
  const documents = fromRepeated(packed.documents);
  const areaPcode = fromRepeated(packed.areaPcode);
  const { lon, lat } = positionsFrom(packed, ids.length);
  return ids.map((id, i): PackService => {
    const texts: Record<Field, Text> = {
      name: there(packed.name[i]),
      eligibility: there(eligibility[i]),
      documents: there(documents[i]),
    };
    const verified = there(packed.verifiedOn[i]);
    return {
      id,
      name: texts.name[0],
      kind: there(SERVICE_KINDS[there(kinds[i]) ?? -1]),
      status: there(SERVICE_STATUSES[there(statuses[i]) ?? -1]),
      components: componentsOf(there(packed.components[i])),
      outOfStock: componentsOf(there(packed.outOfStock[i])),
      openingHours: there(hours[i]),
      languages: there(languages[i]),
      cost: there(COSTS[there(costs[i]) ?? -1]),
      eligibility: texts.eligibility[0],
      documents: texts.documents[0],
      femaleStaff: flagFrom(there(female?.[i])),
      accessible: flagFrom(there(accessible?.[i])),
      capacity: there(packed.capacity[i]),
      phone: there(packed.phone[i]),
      verifiedOn: verified === null ? null : new Date(verified * DAY).toISOString().slice(0, 10),
      underReview: there(review?.[i]) === 1,
      translations: translationsOf(texts),
      lon: lon[i] as number,
      lat: lat[i] as number,
      areaPcode: there(areaPcode[i]),
    };
  });
}

function areasFrom(packed: PackedDirectory['areas']): PackArea[] {
  const { lon, lat } = positionsFrom(packed, packed.pcode.length);
  const levels = fromDigits(packed.adminLevel);
  return packed.pcode.map((pcode, i) => ({
    ...{ pcode, adminLevel: there(levels[i]) ?? 0, name: there(packed.name[i]) },
    ...{ lon: lon[i] as number, lat: lat[i] as number },
  }));
}

function placesFrom(packed: PackedDirectory['places']): PackPlace[] {
  const { lon, lat } = positionsFrom(packed, packed.name.length);
  const kinds = fromRepeated(packed.kind);
  return packed.name.map((name, i) => ({
    ...{ name, kind: there(kinds[i]), lon: lon[i] as number, lat: lat[i] as number },
  }));
}

/** Steps of a curve that visits near places one after the other (Morton 1966): bits of both axes in turn, 1 km each at the least. */
function alongCurve({ lon, lat }: { readonly lon: number; readonly lat: number }): number {
  const [x, y] = [Math.floor((lon + 180) * 100), Math.floor((lat + 90) * 100)];
  let place = 0;
  for (let bit = 16; bit >= 0; bit--) {
    place = 4 * place + 2 * (Math.floor(y / 2 ** bit) % 2) + (Math.floor(x / 2 ** bit) % 2);
  }
  return place;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw broken('A column is shorter than the others.');
  return value;
}

const bitsOf = (components: PackService['components']): number =>
  components.reduce((bits, component) => bits | (1 << SERVICE_COMPONENTS.indexOf(component)), 0);

const componentsOf = (bits: number): PackService['components'] => SERVICE_COMPONENTS.filter((_, i) => (bits >> i) & 1);

const flagOf = (flag: boolean | null): number | null => (flag === null ? null : Number(flag));
const flagFrom = (flag: number | null): boolean | null => (flag === null ? null : flag === 1);

function textOf(service: PackService, field: Field): Text {
  const translated = Object.entries(service.translations).flatMap(([language, texts]) => {
    const text = texts[field];
    return text === undefined || text === '' ? [] : [[language, text] as const];
  });
  return translated.length === 0 ? [service[field]] : [service[field], Object.fromEntries(translated)];
}

function translationsOf(texts: Readonly<Record<Field, Text>>): Translations {
  const translations: Record<string, Partial<Record<Field, string>>> = {};
  for (const field of FIELDS) {
    for (const [language, text] of Object.entries(texts[field][1] ?? {})) {
      translations[language] = { ...translations[language], [field]: text };
    }
  }
  return translations;
}

const positionsOf = (rows: readonly { readonly lon: number; readonly lat: number }[]): Positions => ({
  lon: toSteps(rows.map(({ lon }) => Math.round(lon * PER_DEGREE))),
  lat: toSteps(rows.map(({ lat }) => Math.round(lat * PER_DEGREE))),
});

function positionsFrom({ lon, lat }: Positions, count: number): Positions {
  if (lon.length !== count || lat.length !== count) throw broken('A column is shorter than the others.');
  const degrees = (steps: readonly number[]) => fromSteps(steps).map((units) => units / PER_DEGREE);
  return { lon: degrees(lon), lat: degrees(lat) };
}
