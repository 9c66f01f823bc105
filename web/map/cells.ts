// Scene → deck layers for everything drawn by cell: incidents and patrol hours as hexagons, gap cells as dots.
// Takes deck's classes and H3's functions as arguments, so that it loads neither.
import type { Position } from '../../geodata/schema/geometry.ts';
import { classOf } from './layers/class_breaks.ts';
import { effortColors } from './layers/effort.ts';
import { incidentColors } from './layers/incidents.ts';
import { paletteOf } from './palette.ts';
import { type CellPicture, type GapScene, isShown, type Scene } from './scene.ts';

type LayerClass = new (props: Record<string, unknown>) => unknown;
export interface DeckLayers {
  readonly PolygonLayer: LayerClass;
  readonly ScatterplotLayer: LayerClass;
}
export interface CellTools extends DeckLayers {
  readonly cellToBoundary: (cell: string, geoJson: boolean) => number[][];
  readonly latLngToCell: (lat: number, lon: number, resolution: number) => string;
  /** Id of the style layer that cells are drawn under. */
  readonly below: string;
}

/** The map is flat: what is drawn later lies on top, so cells must leave no depth behind for labels to fail against. */
const FLAT = { depthWriteEnabled: false, depthCompare: 'always' } as const;

type Rgba = [number, number, number, number];

export function rgba(hex: string, opacity: number): Rgba {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255, Math.round(opacity * 255)];
}

export function cellLayers(scene: Scene, tools: CellTools): unknown[] {
  const palette = paletteOf(scene.theme);
  const layers: unknown[] = [];
  const { effort, incidents, gaps } = scene;
  if (effort !== null && isShown(scene, 'effort')) {
    const paint = { id: 'effort', opacity: scene.layers.effort.opacity, line: palette.patrol };
    layers.push(hexagons(tools, effort, { ...paint, colors: effortColors(effort, palette) }));
  }
  if (gaps !== null && isShown(scene, 'gaps') && gaps.cells.lon.length > 0) {
    layers.push(gapDots(tools, gaps, rgba(palette.gapLine, scene.layers.gaps.opacity * 0.8)));
  }
  if (incidents !== null && isShown(scene, 'incidents')) {
    const paint = { id: 'incidents', opacity: scene.layers.incidents.opacity, line: palette.cellLine };
    layers.push(hexagons(tools, incidents, { ...paint, colors: incidentColors(incidents, palette) }));
  }
  const focused = focusedCells(scene);
  if (focused.length > 0) layers.push(focusRing(tools, focused, palette.focus));
  return layers;
}

interface HexagonPaint {
  readonly id: string;
  readonly colors: readonly string[];
  readonly opacity: number;
  readonly line: string;
}

function hexagons(tools: CellTools, picture: CellPicture, { id, colors, opacity, line }: HexagonPaint): unknown {
  const fills = colors.map((color) => rgba(color, opacity));
  return new tools.PolygonLayer({
    id,
    data: picture.cells,
    beforeId: tools.below,
    parameters: FLAT,
    getPolygon: (entry: { cell: string }) => boundary(tools, entry.cell),
    getFillColor: (entry: { value: number }) => fills[classOf(picture.breaks, entry.value)] ?? [0, 0, 0, 0],
    getLineColor: rgba(line, opacity * 0.45),
    lineWidthUnits: 'pixels',
    getLineWidth: 0.7,
    updateTriggers: { getFillColor: [colors, opacity, picture.breaks] },
  });
}

/** A dot per cell, its area in proportion to the people, never wider than the cell. */
function gapDots(tools: CellTools, gaps: GapScene, color: Rgba): unknown {
  const { lon, lat, people } = gaps.cells;
  let most = 1;
  for (const count of people) most = Math.max(most, count);
  const radiusMeters = ((gaps.cellDegrees?.[1] ?? 0.05) / 2) * 111_000 * 0.9;
  return new tools.ScatterplotLayer({
    id: 'gap-cells',
    data: { length: lon.length },
    beforeId: tools.below,
    parameters: FLAT,
    getPosition: (_: unknown, { index }: { index: number }) => [lon[index], lat[index]],
    getRadius: (_: unknown, { index }: { index: number }) => radiusMeters * Math.sqrt((people[index] ?? 0) / most),
    radiusMinPixels: 0.35,
    getFillColor: color,
    updateTriggers: { getPosition: [lon], getRadius: [lon], getFillColor: [color] },
  });
}

function focusedCells(scene: Scene): string[] {
  return [scene.hovered, scene.selected].flatMap((focus) => (focus?.form === 'cell' ? [focus.cell] : []));
}

function focusRing(tools: CellTools, cells: readonly string[], color: string): unknown {
  return new tools.PolygonLayer({
    id: 'cell-focus',
    data: cells,
    beforeId: tools.below,
    parameters: FLAT,
    filled: false,
    getPolygon: (cell: string) => boundary(tools, cell),
    getLineColor: rgba(color, 1),
    lineWidthUnits: 'pixels',
    getLineWidth: 2.5,
  });
}

const boundaries = new Map<string, Position[]>();

/** Boundaries are the same for ever, so each is computed once. */
function boundary(tools: CellTools, cell: string): Position[] {
  const known = boundaries.get(cell);
  if (known !== undefined) return known;
  const ring = tools.cellToBoundary(cell, true) as Position[];
  boundaries.set(cell, ring);
  return ring;
}
