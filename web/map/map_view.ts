// The only file that knows MapLibre and deck. Keeps a map equal to the last scene it was given, tells what is pointed
// at, and loads deck and H3 only once there are cells to draw. Knows no React, no fetch, no wording.
import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import { Map as MapLibreMap, type MapMouseEvent, type PointLike, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type CellTools, cellLayers, type DeckLayers } from './cells.ts';
import { FONT_FACES } from './fonts.ts';
import { drawImage, IMAGE_PIXEL_RATIO } from './images.ts';
import { type Camera, isShown, type Scene, type ThingRef } from './scene.ts';
import { buildStyle, CELLS_BELOW } from './style.ts';

export interface Inset {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

export interface MapEvents {
  readonly onMove: (camera: Camera) => void;
  readonly onHover: (thing: ThingRef | null) => void;
  readonly onClick: (thing: ThingRef | null) => void;
  /** A tile or source was not read. */
  readonly onTrouble: () => void;
}

export interface MapView {
  update(scene: Scene): void;
  /** `inset`: pixels that something lies over at each side. */
  fit(box: Box, inset: Inset): void;
  flyTo(camera: Camera): void;
  zoomBy(steps: number): void;
  destroy(): void;
}

declare global {
  interface Window {
    /** True while nothing is loading or moving; what a test waits for. */
    __mapIdle?: boolean;
    /** How many features of the style layers with this prefix are on the screen, or cells of deck. Read-only. */
    __mapCount?: (prefix: string) => number;
  }
}

/** Style layers that answer to the pointer, topmost first, and the layer of the product that they belong to. */
const TARGETS = [
  ['service-icon', 'services'],
  ['service-dot', 'services'],
  ['zone-mark', 'zones'],
  ['zone-hatch', 'zones'],
  ['zone-struck', 'zones'],
  ['zone-outline-quiet', 'zones'],
  ['patrol-casing', 'patrols'],
  ['gap-area', 'areas'],
  ['release-region', 'releases'],
] as const;
/** Fingers and unsteady hands: how far from a symbol still counts as on it, in pixels. */
const REACH = 6;

setWorkerUrl(workerUrl);

export interface MapStart {
  readonly container: HTMLElement;
  readonly scene: Scene;
  readonly camera: Camera | null;
  readonly events: MapEvents;
}

export function createMapView({ container, scene: first, camera, events }: MapStart): MapView {
  const map = new MapLibreMap({
    container,
    style: buildStyle(first, FONT_FACES),
    center: camera === null ? [12.5, 11] : [camera.lon, camera.lat],
    zoom: camera?.zoom ?? 5.5,
    minZoom: 1.5,
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    validateStyle: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
  map.setMissingStyleImageResolver((name) => {
    const image = drawImage(name);
    if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: IMAGE_PIXEL_RATIO });
  });

  let scene = first;
  let ready = false;
  let overlay: MapLibreOverlay | null = null;
  let tools: CellTools | null = null;
  let loading: Promise<void> | null = null;
  let destroyed = false;

  let cellsDue = false;
  let waiting = false;

  function waitForIdle(): void {
    window.__mapIdle = false;
    if (waiting) return;
    waiting = true;
    map.once('idle', () => {
      waiting = false;
      if (cellsDue) drawCells();
      else window.__mapIdle = loading === null;
    });
  }

  async function loadDeck(): Promise<void> {
    const [{ MapLibreOverlay: Overlay }, { PolygonLayer, ScatterplotLayer }, h3] = await Promise.all([
      import('@deck.gl/maplibre'),
      import('@deck.gl/layers'),
      import('h3-js'),
    ]);
    if (destroyed) return;
    const deckLayers: DeckLayers = { PolygonLayer, ScatterplotLayer };
    tools = { ...deckLayers, cellToBoundary: h3.cellToBoundary, latLngToCell: h3.latLngToCell, below: CELLS_BELOW };
    overlay = new Overlay({ interleaved: true, layers: [] });
    map.addControl(overlay);
    loading = null;
    drawCells();
  }

  const hasCells = () => scene.incidents !== null || scene.effort !== null || (scene.gaps?.cells.lon.length ?? 0) > 0;

  /** Deck finds its place among the style's layers only while nothing is loading; before, it would draw over them all. */
  function drawCells(): void {
    if (tools === null || overlay === null) {
      if (hasCells()) loading ??= loadDeck();
      return;
    }
    cellsDue = !map.isStyleLoaded();
    if (!cellsDue) overlay.setProps({ layers: cellLayers(scene, tools) as Layer[] });
    map.triggerRepaint();
    waitForIdle();
  }

  function apply(): void {
    if (!ready) return;
    map.setStyle(buildStyle(scene, FONT_FACES), { diff: true, validate: false });
    drawCells();
    waitForIdle();
  }

  function cellAt(event: MapMouseEvent): ThingRef | null {
    if (tools === null) return null;
    for (const layer of ['incidents', 'effort'] as const) {
      const picture = scene[layer];
      if (picture === null || !isShown(scene, layer)) continue;
      const resolution = layer === 'incidents' ? (scene.incidents?.resolution ?? 7) : 7;
      const cell = tools.latLngToCell(event.lngLat.lat, event.lngLat.lng, resolution);
      if (picture.cells.some((entry) => entry.cell === cell)) return { layer, id: cell };
    }
    return null;
  }

  function thingAt(event: MapMouseEvent): ThingRef | null {
    const { x, y } = event.point;
    const box: [PointLike, PointLike] = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ];
    const layers = TARGETS.map(([id]) => id).filter((id) => map.getLayer(id) !== undefined);
    const found = map.queryRenderedFeatures(box, { layers });
    for (const [id, layer] of TARGETS) {
      if (layer === 'areas' || layer === 'releases') continue;
      const hit = found.find((feature) => feature.layer.id === id);
      if (hit !== undefined) return { layer, id: String(hit.properties['id']) };
    }
    const cell = cellAt(event);
    if (cell !== null) return cell;
    const grounds = layers.filter((id) => id === 'gap-area' || id === 'release-region');
    const ground = map.queryRenderedFeatures(event.point, { layers: grounds })[0];
    if (ground === undefined) return null;
    return { layer: ground.layer.id === 'gap-area' ? 'areas' : 'releases', id: String(ground.properties['id']) };
  }

  let pending = 0;
  map.on('mousemove', (event) => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      if (!ready || destroyed || map.isMoving()) return;
      const thing = thingAt(event);
      map.getCanvas().style.cursor = thing === null ? '' : 'pointer';
      events.onHover(thing);
    });
  });
  map.on('mouseout', () => events.onHover(null));
  map.on('click', (event) => events.onClick(thingAt(event)));
  map.on('movestart', () => {
    window.__mapIdle = false;
  });
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    events.onMove({ lon: lng, lat, zoom: map.getZoom() });
    waitForIdle();
  });
  map.on('error', () => events.onTrouble());
  map.once('style.load', () => {
    ready = true;
    apply();
  });
  waitForIdle();
  window.__mapCount = (prefix) => {
    if (prefix === 'cells') return isShown(scene, 'incidents') ? (scene.incidents?.cells.length ?? 0) : 0;
    return map.queryRenderedFeatures({ layers: map.getLayersOrder().filter((id) => id.startsWith(prefix)) }).length;
  };

  return {
    update(next) {
      scene = next;
      apply();
    },
    fit([west, south, east, north], inset) {
      map.fitBounds([west, south, east, north], { padding: { ...inset }, maxZoom: 14, duration: 400 });
    },
    flyTo({ lon, lat, zoom }) {
      map.flyTo({ center: [lon, lat], zoom, duration: 700 });
    },
    zoomBy(steps) {
      map.easeTo({ zoom: map.getZoom() + steps, duration: 150 });
    },
    destroy() {
      destroyed = true;
      cancelAnimationFrame(pending);
      delete window.__mapCount;
      map.remove();
    },
  };
}
