// What a phone keeps to rank care without a network: a directory and the roads, fetched whole for a region so large that
// asking for it tells no place. Shapes only, no validator: these bytes are our own.
import type { CareRules } from './care_rules.ts';
import type { OpeningHours } from './service.ts';
import type { SERVICE_COMPONENTS, SERVICE_STATUSES, ServiceKind } from './service_words.ts';

/** People a region of a pack must hold, so that a request for it tells no place. */
export const LEAST_PEOPLE = 250_000;
/** A directory of this many bytes (gzip) is one region; a larger one is cut along admin 1, never below LEAST_PEOPLE. */
export const ONE_REGION_BYTES = 45_000;
/** Services and roads beyond the border of a region that come with it, in meters: the nearest door may be over there. */
export const MARGIN_METERS = 100_000;

/** `region`: 'all', or the P-codes of its admin 1 areas joined by '-'. */
export interface PackEntry {
  readonly region: string;
  readonly name: string;
  /** null = not known. */
  readonly people: number | null;
  readonly bbox: readonly [number, number, number, number];
  readonly services: number;
  readonly directory: { readonly bytes: number; readonly sha256: string };
  /** null = no roads are known. */
  readonly travel: { readonly bytes: number; readonly sha256: string } | null;
}

/** Text of a record in other languages, by BCP 47 tag; what is missing is read in the language it was written in. */
export type Translations = Readonly<
  Record<string, { readonly name?: string; readonly eligibility?: string; readonly documents?: string }>
>;

export interface PackService {
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly status: (typeof SERVICE_STATUSES)[number];
  readonly components: readonly (typeof SERVICE_COMPONENTS)[number][];
  /** Of the components, what has run out for now. */
  readonly outOfStock: readonly (typeof SERVICE_COMPONENTS)[number][];
  /** null = not known. */
  readonly openingHours: OpeningHours | null;
  readonly languages: readonly string[];
  readonly cost: 'free' | 'paid' | 'unknown';
  readonly eligibility: string;
  /** What to bring; '' = not known. */
  readonly documents: string;
  readonly femaleStaff: boolean | null;
  readonly accessible: boolean | null;
  readonly capacity: number | null;
  readonly phone: string;
  /** Full date; null = never. */
  readonly verifiedOn: string | null;
  /** People who were sent there found nobody to help: the entry is being looked at. */
  readonly underReview: boolean;
  readonly translations: Translations;
  readonly lon: number;
  readonly lat: number;
  readonly areaPcode: string | null;
}

export interface PackGateway {
  readonly id: string;
  readonly areaPcode: string;
  readonly kind: ServiceKind;
  readonly name: string;
  readonly phone: string;
  readonly languages: readonly string[];
  readonly hours: string;
}

export interface PackArea {
  readonly pcode: string;
  readonly adminLevel: number;
  readonly name: string;
  /** A point within it, for "pick an area" and labels. */
  readonly lon: number;
  readonly lat: number;
}

export interface PackPlace {
  readonly name: string;
  readonly kind: string;
  readonly lon: number;
  readonly lat: number;
}

/** A directory as a page uses it. geodata/formats/directory_pack.ts makes the JSON that travels of it, and back. */
export interface Directory {
  readonly region: string;
  readonly name: string;
  /** Organization whose directory it is; salts receipts of reports. */
  readonly organizationId: string;
  /** Day of the newest change of anything public in it; null = not known. */
  readonly changedOn: string | null;
  /** All of it is made up, as in the demo. */
  readonly invented: boolean;
  /** Sources of its roads, places, areas and services with their licences, as the datasets state them. */
  readonly credits: readonly string[];
  readonly rules: CareRules;
  readonly services: readonly PackService[];
  readonly gateways: readonly PackGateway[];
  readonly areas: readonly PackArea[];
  readonly places: readonly PackPlace[];
}

/** Open roads as columns. Edges run both ways unless `oneWay` is 1. geodata/formats/travel_pack.ts packs them into bytes. */
export interface TravelColumns {
  /** Nodes, degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly meters: Float64Array;
  /** Driving seconds; a speed by class stands in where none is stated. */
  readonly seconds: Float64Array;
  readonly oneWay: Uint8Array;
  /** 1 = trunk, primary or secondary: drawn from afar. */
  readonly major: Uint8Array;
}
