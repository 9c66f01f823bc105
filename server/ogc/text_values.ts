// Values and geometries as one piece of text or one number: for cells of tables.
import type { OgcFeature } from './collection.ts';

/** Plain values stay what they are; lists of them become text with commas, anything deeper JSON. */
export function cellText(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

type Nested = number | readonly Nested[];

function listed(coordinates: Nested): string {
  const parts = coordinates as readonly Nested[];
  if (typeof parts[0] === 'number') return parts.join(' ');
  // Positions stand in the brackets of the list that holds them, lists in brackets of their own.
  return parts.map((part) => (isPosition(part) ? listed(part) : `(${listed(part)})`)).join(', ');
}

const isPosition = (part: Nested) => typeof (part as readonly Nested[])[0] === 'number';

/** Well-known text of a GeoJSON geometry with coordinates; null for none. */
export function wktOf(geometry: OgcFeature['geometry']): string | null {
  if (geometry === null) return null;
  return `${geometry.type.toUpperCase()} (${listed(geometry['coordinates'] as Nested)})`;
}
