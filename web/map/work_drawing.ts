// Drawing one shape on a map, and changing it by its corners. Knows terra-draw's ways and nothing of what the shape is for.
import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';

export type DrawShape = 'Point' | 'LineString' | 'Polygon';
export type Drawn = Point | LineString | Polygon;

export interface Drawing {
  /** What is to be drawn or changed; null geometry: nothing yet, the next clicks begin it. */
  set(shape: DrawShape, geometry: Drawn | null): void;
  stop(): void;
}

const MODES = { Point: 'point', LineString: 'linestring', Polygon: 'polygon' } as const;
/** Decimal places of a degree: a centimeter. */
const PLACES = 1e7;

const rounded = (position: Position): Position =>
  position.slice(0, 2).map((part) => Math.round(part * PLACES) / PLACES);

function tidy(geometry: Geometry): Drawn | null {
  if (geometry.type === 'Point') return { type: 'Point', coordinates: rounded(geometry.coordinates) };
  if (geometry.type === 'LineString') return { type: 'LineString', coordinates: geometry.coordinates.map(rounded) };
  if (geometry.type === 'Polygon')
    return { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(rounded)) };
  return null;
}

const corners = {
  feature: { draggable: true, coordinates: { draggable: true, midpoints: true, deletable: true } },
};

interface DrawingOf {
  readonly map: MapLibreMap;
  /** Of the shape, as #rrggbb. */
  readonly color: `#${string}`;
  readonly onChange: (geometry: Drawn) => void;
}

export function createDrawing({ map, color, onChange }: DrawingOf): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new TerraDrawPointMode({ styles: { pointColor: color, pointWidth: 8 } }),
      new TerraDrawLineStringMode({ styles: { lineStringColor: color, closingPointColor: color } }),
      new TerraDrawPolygonMode({ styles: { fillColor: color, outlineColor: color, closingPointColor: color } }),
      new TerraDrawSelectMode({
        flags: { point: corners, linestring: corners, polygon: corners },
        styles: {
          ...{ selectedPointColor: color, selectedLineStringColor: color, selectedPolygonColor: color },
          ...{ selectedPolygonOutlineColor: color, selectionPointColor: color, midPointColor: color },
          ...{ selectedPointWidth: 8, selectionPointWidth: 7, midPointWidth: 5 },
        },
      }),
    ],
  });
  draw.start();
  draw.on('finish', (id) => {
    const geometry = tidy(draw.getSnapshotFeature(id)?.geometry ?? { type: 'GeometryCollection', geometries: [] });
    if (geometry === null) return;
    draw.setMode('select');
    draw.selectFeature(id);
    onChange(geometry);
  });
  return {
    set(shape, geometry) {
      draw.clear();
      if (geometry === null) {
        draw.setMode(MODES[shape]);
        return;
      }
      const known = tidy(geometry);
      const mode = MODES[shape];
      const [added] =
        known === null ? [] : draw.addFeatures([{ type: 'Feature', geometry: known, properties: { mode } }]);
      draw.setMode('select');
      if (added?.valid && added.id !== undefined) draw.selectFeature(added.id);
    },
    stop: () => draw.stop(),
  };
}
