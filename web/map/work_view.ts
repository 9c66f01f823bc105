// Beside map_view.ts a second map: the ground, some things to work on, and one shape to draw. Knows MapLibre; no React, no
// fetch, no wording.
import { type GeoJSONSource, Map as MapLibreMap, type PointLike, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { FONT_FACES } from './fonts.ts';
import { groundScene } from './ground_scene.ts';
import { drawImage, IMAGE_PIXEL_RATIO } from './images.ts';
import { paletteOf, type Theme } from './palette.ts';
import { buildStyle } from './style.ts';
import { createDrawing, type Drawing, type Drawn, type DrawShape } from './work_drawing.ts';
import { WORK_SOURCE, WORK_TARGETS, type WorkThing, workFeatures, workLayers } from './work_things.ts';

export type WorkBox = readonly [west: number, south: number, east: number, north: number];

export interface WorkStart {
  readonly container: HTMLElement;
  readonly theme: Theme;
  readonly label: string;
  readonly onPick: (id: string | null) => void;
  readonly onDrawn: (geometry: Drawn) => void;
}

export interface WorkView {
  show(things: readonly WorkThing[], selected: string | null): void;
  /** null: nothing is drawn, clicks pick things. */
  draw(wish: { readonly shape: DrawShape; readonly geometry: Drawn | null } | null): void;
  fit(box: WorkBox): void;
  destroy(): void;
}

/** How far from a thing still counts as on it, in pixels. */
const REACH = 8;
setWorkerUrl(workerUrl);

export function createWorkView({ container, theme, label, onPick, onDrawn }: WorkStart): WorkView {
  const map = new MapLibreMap({
    container,
    style: buildStyle(groundScene(theme), FONT_FACES),
    center: [12.5, 11],
    zoom: 5.5,
    minZoom: 1.5,
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    locale: { 'Map.Title': label },
    validateStyle: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
  map.setMissingStyleImageResolver((name) => {
    const image = drawImage(name);
    if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: IMAGE_PIXEL_RATIO });
  });

  let [things, selected]: [readonly WorkThing[], string | null] = [[], null];
  let wish: Parameters<WorkView['draw']>[0] = null;
  let drawing: Drawing | null = null;
  let isReady = false;

  function waitForIdle(): void {
    window.__mapIdle = false;
    map.once('idle', () => {
      window.__mapIdle = true;
    });
  }
  function showThings(): void {
    if (!isReady) return;
    void map.getSource<GeoJSONSource>(WORK_SOURCE)?.setData(workFeatures(things, selected));
    waitForIdle();
  }
  function applyDrawing(): void {
    if (!isReady) return;
    if (wish === null) {
      drawing?.stop();
      drawing = null;
      return;
    }
    drawing ??= createDrawing({ map, color: paletteOf(theme).zone as `#${string}`, onChange: onDrawn });
    drawing.set(wish.shape, wish.geometry);
    waitForIdle();
  }

  map.once('load', () => {
    isReady = true;
    map.addSource(WORK_SOURCE, { type: 'geojson', data: workFeatures([], null) });
    for (const layer of workLayers(theme)) map.addLayer(layer);
    showThings();
    applyDrawing();
  });
  map.on('click', ({ point: { x, y } }) => {
    if (!isReady || wish !== null) return;
    const box: [PointLike, PointLike] = [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ];
    const found = map.queryRenderedFeatures(box, { layers: [...WORK_TARGETS] });
    const top = WORK_TARGETS.flatMap((id) => found.filter(({ layer }) => layer.id === id))[0];
    onPick(top === undefined ? null : String(top.properties['id']));
  });
  map.on('moveend', waitForIdle);
  waitForIdle();

  return {
    show(next, chosen) {
      [things, selected] = [next, chosen];
      showThings();
    },
    draw(next) {
      wish = next;
      applyDrawing();
    },
    fit([west, south, east, north]) {
      map.fitBounds([west, south, east, north], { padding: 48, maxZoom: 14, duration: 0 });
    },
    destroy() {
      drawing?.stop();
      map.remove();
    },
  };
}
