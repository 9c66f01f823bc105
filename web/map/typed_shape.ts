// A shape as text, for those who do not draw: one position a line, latitude first, as people write it. Pure.
import type { Position } from 'geojson';
import { coordinate } from '../../geodata/formats/coordinate.ts';
import type { Drawn, DrawShape } from './work_drawing.ts';

/** Positions that a shape needs at least. */
const LEAST = { Point: 1, LineString: 2, Polygon: 3 } as const;
const MOST = 10_000;

export type TypedShape =
  | { readonly kind: 'shape'; readonly geometry: Drawn }
  /** Number of the first line that is no position, from 1. */
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'few'; readonly least: number }
  | { readonly kind: 'many'; readonly most: number };

export function shapeOfText(shape: DrawShape, text: string): TypedShape {
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.map((line, at) => ({ line, at })).filter(({ line }) => line !== '');
  if (written.length > (shape === 'Point' ? 1 : MOST)) return { kind: 'many', most: shape === 'Point' ? 1 : MOST };
  const positions: Position[] = [];
  for (const { line, at } of written) {
    const position = coordinate(line);
    if (position === null) return { kind: 'line', line: at + 1 };
    positions.push([...position]);
  }
  const [first] = positions;
  const last = positions[positions.length - 1];
  const isClosed = positions.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  if (shape === 'Polygon' && isClosed) positions.pop();
  if (first === undefined || positions.length < LEAST[shape]) return { kind: 'few', least: LEAST[shape] };
  if (shape === 'Point') return { kind: 'shape', geometry: { type: 'Point', coordinates: first } };
  if (shape === 'LineString') return { kind: 'shape', geometry: { type: 'LineString', coordinates: positions } };
  return { kind: 'shape', geometry: { type: 'Polygon', coordinates: [[...positions, [...first]]] } };
}

const lineOf = ([lon = 0, lat = 0]: Position) => `${Number(lat.toFixed(6))}, ${Number(lon.toFixed(6))}`;

export function textOfShape(geometry: Drawn | null): string {
  if (geometry === null) return '';
  if (geometry.type === 'Point') return lineOf(geometry.coordinates);
  const positions =
    geometry.type === 'LineString' ? geometry.coordinates : (geometry.coordinates[0] ?? []).slice(0, -1);
  return positions.map(lineOf).join('\n');
}
