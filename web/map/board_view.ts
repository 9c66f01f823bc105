// The map of the board: knows MapLibre and deck, as map_view.ts does. Draws counts as hexagons with geometry that is sent
// once and colors that are written for every picture; tells which cell is pointed at. Knows no React, no fetch, no wording.
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import { type GeoJSONSource, Map as MapLibreMap, type MapMouseEvent, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Position } from '../../geodata/schema/geometry.ts';
import {
  type BoardDeck,
  type Device,
  type HexagonLayer,
  hexagonLayer,
  loadBoardDeck,
  ringLayer,
} from './board_deck.ts';
import { type BoardPaint, type BoardSurface, boardResolution } from './board_picture.ts';
import { AREA_OUTLINE, AREA_SOURCE, type AreaMark, areaMarks, boardStyle, outlineFilter } from './board_style.ts';
import { paletteOf, type Theme } from './palette.ts';
import type { AreaLabels, Camera } from './scene.ts';

export type BoardBox = readonly [west: number, south: number, east: number, north: number];

export interface BoardEvents {
  readonly onMove: (camera: Camera, box: BoardBox) => void;
  /** The resolution that is drawn has changed, or the map is ready to be painted. */
  readonly onResolution: (resolution: number) => void;
  readonly onHover: (cell: string | null, x: number, y: number) => void;
  readonly onClick: (cell: string | null, adds: boolean) => void;
  /** A tile or source of the ground was not read. */
  readonly onTrouble: () => void;
}

export interface BoardView {
  setSurfaces(surfaces: readonly BoardSurface[]): void;
  /** Sums, colors and draws the surface of the resolution that is shown. */
  paint(byPlace: Uint32Array, paint: BoardPaint): void;
  setAreas(marks: readonly AreaMark[]): void;
  setRings(rings: readonly Position[][]): void;
  fit(box: BoardBox): void;
  flyTo(camera: Camera): void;
  zoomBy(steps: number): void;
  destroy(): void;
}

setWorkerUrl(workerUrl);

interface BoardStart {
  readonly container: HTMLElement;
  readonly theme: Theme;
  readonly labels: AreaLabels;
  readonly camera: Camera | null;
  readonly events: BoardEvents;
}

export async function createBoardView({ container, theme, labels, camera, events }: BoardStart): Promise<BoardView> {
  const { latLngToCell } = await import('h3-js');
  const map = new MapLibreMap({
    container,
    style: boardStyle(theme, labels),
    center: camera === null ? [12.5, 11] : [camera.lon, camera.lat],
    zoom: camera?.zoom ?? 5.5,
    minZoom: 1.5,
    maxZoom: 15,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    boxZoom: false,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    validateStyle: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');

  let [deck, device]: [BoardDeck | null, Device | null] = [null, null];
  let overlay: MapLibreOverlay | null = null;
  let surfaces: readonly BoardSurface[] = [];
  let layers: (HexagonLayer & { readonly surface: BoardSurface })[] = [];
  let rings: readonly Position[][] = [];
  let [isReady, isDestroyed] = [false, false];
  let resolution = boardResolution(map.getZoom());
  /** Areas whose outline is drawn. */
  let outlined = '';

  function waitForIdle(): void {
    window.__mapIdle = false;
    map.once('idle', () => {
      window.__mapIdle = deck !== null;
    });
  }

  /** Deck finds its place among the style's layers only while nothing is loading. */
  function showLayers(): void {
    if (overlay === null || deck === null || !isReady) return;
    const at = surfaces.findIndex((surface) => surface.hexagons.resolution === resolution);
    const shown = layers[at];
    const ring = rings.length === 0 ? [] : [ringLayer(deck, rings, paletteOf(theme).focus)];
    overlay.setProps({ layers: [...(shown === undefined ? [] : [shown.layer]), ...ring] });
    map.triggerRepaint();
  }

  /** Surfaces come one after the other; each goes to the graphics card once. */
  function makeLayers(): void {
    if (deck === null || device === null) return;
    const kept = new Map(layers.map((made) => [made.surface, made] as const));
    const [tools, card] = [deck, device];
    layers = surfaces.map(
      (surface) => kept.get(surface) ?? { surface, ...hexagonLayer(tools, card, surface.hexagons) },
    );
    showLayers();
    for (const [surface, made] of kept) if (!surfaces.includes(surface)) made.destroy();
    if (surfaces.some(({ hexagons }) => hexagons.resolution === resolution)) events.onResolution(resolution);
  }

  map.once('load', async () => {
    isReady = true;
    const loaded = await loadBoardDeck();
    if (isDestroyed) return;
    deck = loaded;
    overlay = new loaded.MapLibreOverlay({
      interleaved: true,
      layers: [],
      onDeviceInitialized: (found: unknown) => {
        device = found as Device;
        makeLayers();
      },
    } as never);
    map.addControl(overlay);
    waitForIdle();
  });

  const boxNow = (): BoardBox => {
    const box = map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  };
  const cellAt = ({ lngLat }: MapMouseEvent) => latLngToCell(lngLat.lat, lngLat.lng, resolution);
  let pending = 0;
  map.on('mousemove', (event) => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      if (!isDestroyed && !map.isMoving()) events.onHover(cellAt(event), event.point.x, event.point.y);
    });
  });
  map.on('mouseout', () => events.onHover(null, 0, 0));
  map.on('click', (event) =>
    events.onClick(cellAt(event), event.originalEvent.shiftKey || event.originalEvent.ctrlKey),
  );
  map.on('error', () => events.onTrouble());
  map.on('zoom', () => {
    const next = boardResolution(map.getZoom());
    if (next === resolution) return;
    resolution = next;
    events.onResolution(resolution);
    showLayers();
  });
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    events.onMove({ lon: lng, lat, zoom: map.getZoom() }, boxNow());
    waitForIdle();
  });
  waitForIdle();

  return {
    setSurfaces(next) {
      surfaces = next;
      makeLayers();
    },
    paint(byPlace, paint) {
      const at = surfaces.findIndex((surface) => surface.hexagons.resolution === resolution);
      const [surface, layer] = [surfaces[at], layers[at]];
      if (surface === undefined || layer === undefined) return;
      surface.sum(byPlace);
      surface.paint(paint);
      layer.write(surface.colors);
      map.triggerRepaint();
    },
    setAreas(marks) {
      void map.getSource<GeoJSONSource>(AREA_SOURCE)?.setData(areaMarks(marks));
      const pcodes = marks.map(({ pcode }) => pcode);
      if (pcodes.join() === outlined || map.getLayer(AREA_OUTLINE) === undefined) return;
      outlined = pcodes.join();
      map.setFilter(AREA_OUTLINE, outlineFilter(pcodes));
    },
    setRings(next) {
      rings = next;
      showLayers();
    },
    fit([west, south, east, north]) {
      map.fitBounds([west, south, east, north], { padding: 32, maxZoom: 12, duration: 0 });
    },
    flyTo({ lon, lat, zoom }) {
      map.flyTo({ center: [lon, lat], zoom, duration: 500 });
    },
    zoomBy(steps) {
      map.easeTo({ zoom: map.getZoom() + steps, duration: 150 });
    },
    destroy() {
      isDestroyed = true;
      cancelAnimationFrame(pending);
      for (const layer of layers) layer.destroy();
      map.remove();
    },
  };
}
