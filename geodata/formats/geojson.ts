// GeoJSON (RFC 7946) features → records with checked geometry: finite, in range, closed rings, two dimensions, WGS 84.
// Validity of polygons (self-intersection) is asked of PostGIS, not here.
import {
  type LineString,
  MAX_VERTICES,
  type MultiPolygon,
  type Point,
  type Polygon,
  type Position,
} from '../schema/geometry.ts';
import type { FeatureText } from './feature_splitter.ts';
import type { Issue, IssueCode } from './issue.ts';

export type Geometry = Point | LineString | Polygon | MultiPolygon;

export interface GeojsonRecord {
  readonly row: number;
  /** Property names in lower case. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

type Found = (code: IssueCode, message: string) => void;

/** Says what is wrong once, and stops the reading of this geometry. */
class Refused extends Error {
  readonly code: IssueCode;

  constructor(code: IssueCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** One feature from its text, or the issue that keeps it out. */
export function readFeature(feature: FeatureText): GeojsonRecord | Issue {
  const refuse = (code: IssueCode, message: string): Issue => ({ code, row: feature.row, column: null, message });
  if (feature.text === null) {
    return refuse(
      'too_many_vertices',
      `A shape may have ${MAX_VERTICES.toLocaleString('en')} vertices. Simplify it and import again.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(feature.text);
  } catch {
    return /[[:,]\s*-?(NaN|Infinity)\b/.test(feature.text)
      ? refuse('not_finite', 'NaN or Infinity is no number in JSON. Write null or leave the feature out.')
      : refuse('broken_json', 'This feature is not JSON: a bracket, comma or quote is missing or too many.');
  }
  if (!isObject(value)) return refuse('broken_json', 'This is not a feature but a list.');
  const properties = isObject(value['properties']) ? value['properties'] : {};
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(properties)) {
    if (name !== '__proto__') values[name.trim().toLowerCase()] = one;
  }
  return { row: feature.row, values, geometry: value['geometry'] ?? null };
}

/** null where the document's `crs` member is absent or WGS 84 with longitude first. */
export function crsIssue(document: Readonly<Record<string, unknown>>): Issue | null {
  const crs = document['crs'];
  if (crs === undefined || crs === null) return null;
  const properties = isObject(crs) ? crs['properties'] : undefined;
  const name = isObject(properties) ? properties['name'] : undefined;
  if (typeof name === 'string' && /(CRS84|EPSG(::?|\/0\/)4326|^WGS ?84)$/i.test(name.trim())) return null;
  return {
    code: 'foreign_crs',
    row: null,
    column: 'crs',
    message: 'The file names another coordinate system than WGS 84. Convert it to EPSG:4326 and import again.',
  };
}

/**
 * The geometry as the schema has it, or null with the reason told to `found`.
 * A third coordinate is dropped and told as `altitude_dropped`.
 */
export function readGeometry(value: unknown, allowed: readonly Geometry['type'][], found: Found): Geometry | null {
  try {
    if (!isObject(value))
      throw new Refused('wrong_geometry', `A geometry is missing; needed is ${allowed.join(' or ')}.`);
    const type = allowed.find((one) => one === value['type']);
    if (type === undefined) throw new Refused('wrong_geometry', `The geometry has to be ${allowed.join(' or ')}.`);
    const reader = new CoordinateReader(found);
    const coordinates = value['coordinates'];
    switch (type) {
      case 'Point':
        return { type, coordinates: reader.position(coordinates) };
      case 'LineString':
        return { type, coordinates: reader.line(coordinates, 2) };
      case 'Polygon':
        return { type, coordinates: reader.rings(coordinates) };
      case 'MultiPolygon':
        return { type, coordinates: reader.list(coordinates).map((polygon) => reader.rings(polygon)) };
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    found(error.code, error.message);
    return null;
  }
}

class CoordinateReader {
  readonly #found: Found;
  #vertices = 0;
  #saidAltitude = false;

  constructor(found: Found) {
    this.#found = found;
  }

  list(value: unknown): unknown[] {
    if (!Array.isArray(value) || value.length === 0) throw new Refused('wrong_geometry', 'Coordinates are missing.');
    return value;
  }

  rings(value: unknown): Position[][] {
    return this.list(value).map((ring) => {
      const positions = this.line(ring, 4);
      const first = positions[0];
      const last = positions[positions.length - 1];
      if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
        throw new Refused('invalid_polygon', 'A ring does not end where it begins.');
      }
      return positions;
    });
  }

  line(value: unknown, least: number): Position[] {
    const list = this.list(value);
    if (list.length < least) {
      throw new Refused(
        least === 4 ? 'invalid_polygon' : 'wrong_geometry',
        `A ${least === 4 ? 'ring' : 'line'} needs at least ${least} positions.`,
      );
    }
    return list.map((one) => this.position(one));
  }

  position(value: unknown): Position {
    this.#vertices++;
    if (this.#vertices > MAX_VERTICES) {
      throw new Refused(
        'too_many_vertices',
        `A shape may have ${MAX_VERTICES.toLocaleString('en')} vertices. Simplify it and import again.`,
      );
    }
    if (!Array.isArray(value) || value.length < 2) {
      throw new Refused('wrong_geometry', 'A position needs a longitude and a latitude.');
    }
    if (value.length > 2 && !this.#saidAltitude) {
      this.#saidAltitude = true;
      this.#found('altitude_dropped', 'Positions have a third number, which is not stored.');
    }
    const [lon, lat]: unknown[] = value;
    const wrong = positionFault(lon, lat);
    if (wrong !== null) throw new Refused(wrong[0], wrong[1]);
    return [lon as number, lat as number];
  }
}

/** Why a longitude and a latitude are no position: code and sentence, or null where they are. */
export function positionFault(lon: unknown, lat: unknown): readonly [IssueCode, string] | null {
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    return ['not_a_number', 'A coordinate is not a number.'];
  }
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
    return ['not_finite', 'A coordinate is not a finite number.'];
  }
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
    return [
      'swapped_axes',
      'The latitude is beyond 90 degrees but would fit as longitude: longitude comes first, then latitude.',
    ];
  }
  if (Math.abs(lat) > 90) return ['out_of_range', 'The latitude is beyond 90 degrees.'];
  if (Math.abs(lon) > 180) return ['out_of_range', 'The longitude is beyond 180 degrees.'];
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
