// Beside web/map/map_view.ts the only file that knows MapLibre: a map without tiles, drawn from what it is given. Tells which
// service or which ground was tapped. Knows no React, no fetch, no wording; asks for nothing but its own worker.
import { addProtocol, type GeoJSONSource, Map as MapLibreMap, removeProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type Palette, paletteOf, type Theme } from '../../../map/palette.ts';
import { cameraMove, type Shown } from './camera.ts';
import { careStyle, MOVING, type MovingSource, type Names, ROAD_SOURCES, ROADS_PROTOCOL } from './care_style.ts';
import { DISC_PIXEL_RATIO, drawDisc } from './disc_images.ts';
import { type Box, type DrawnService, type Spot, serviceFeatures, spotFeature } from './pack_features.ts';
import type { RoadSource } from './road_source.ts';
import { metersPerPixel } from './scale.ts';

export interface CareMapEvents {
  readonly onService: (id: string) => void;
  /** `zoom`: how near the map was, for a tap from afar means a wide ground. */
  readonly onGround: (spot: Spot, zoom: number) => void;
  readonly onMove: (view: { readonly metersPerPixel: number; readonly zoom: number }) => void;
  /** The phone took the drawing away, as it may while the page is out of sight, or gave it back. */
  readonly onLost: (isLost: boolean) => void;
}

export interface CareMapStart {
  readonly container: HTMLElement;
  readonly names: Names;
  readonly roads: RoadSource;
  readonly theme: Theme;
  /** What the map begins with; null = the world. */
  readonly box: Box | null;
  readonly shown: Shown;
  readonly label: string;
  readonly events: CareMapEvents;
}

export interface CareMapView {
  /** `picked`: what was last tapped as the start. */
  show(shown: Shown, picked: Spot | null): void;
  /** Roads that were loaded since. */
  setRoads(roads: RoadSource): void;
  fit(box: Box): void;
  /** Brings a spot into the middle, `zoom` near or nearer. */
  goTo(spot: Spot, zoom: number): void;
  middle(): Spot & { readonly zoom: number };
  zoomBy(steps: number): void;
  setLabel(label: string): void;
  destroy(): void;
}

/** Half of a target of 44 px: how far from a disc a finger still means it. */
const REACH = 22;
/** A sharper picture than this only costs a cheap phone its memory. */
const MOST_PIXEL_RATIO = 2;
/** Room for discs at the edge and for what lies over the map, in pixels. */
const PADDING = { top: 60, right: 64, bottom: 92, left: 64 };
const NEAREST_FIT = 14;

type FourNumbers = [number, number, number, number];

setWorkerUrl(workerUrl);

export function createCareMap(start: CareMapStart): CareMapView {
  const { events } = start;
  const palette: Palette = paletteOf(start.theme);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const fitting = { padding: PADDING, maxZoom: NEAREST_FIT };
  let { roads } = start;
  addProtocol(ROADS_PROTOCOL, async ({ url }) => ({ data: roads(url).buffer }));
  const map = new MapLibreMap({
    container: start.container,
    style: careStyle(start.names, palette),
    ...(start.box === null ? {} : { bounds: [...start.box] as FourNumbers, fitBoundsOptions: fitting }),
    minZoom: 3,
    maxZoom: 18,
    pixelRatio: Math.min(devicePixelRatio, MOST_PIXEL_RATIO),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: calm ? 0 : 120,
    locale: { 'Map.Title': start.label },
    validateStyle: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMissingStyleImageResolver((name) => {
    const image = drawDisc(name, palette);
    if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: DISC_PIXEL_RATIO });
  });

  let shown = start.shown;
  let ready = false;
  let waiting = false;
  const drawn = new Map<MovingSource, string>();

  function waitForIdle(): void {
    window.__mapIdle = false;
    if (waiting) return;
    waiting = true;
    map.once('idle', () => {
      waiting = false;
      window.__mapIdle = true;
    });
  }

  function apply(): void {
    if (!ready) return;
    const selected = shown.services.find(({ id }) => id === shown.selected) ?? null;
    const data: Record<MovingSource, Parameters<GeoJSONSource['setData']>[0]> = {
      services: serviceFeatures(shown.services),
      selected: spotFeature(selected),
      place: spotFeature(shown.place),
    };
    for (const name of MOVING) {
      // The list is counted anew each minute, mostly with the same answer.
      const text = JSON.stringify(data[name]);
      if (drawn.get(name) === text) continue;
      drawn.set(name, text);
      void map.getSource<GeoJSONSource>(name)?.setData(data[name]);
      waitForIdle();
    }
  }

  /** The service under a finger: of those within reach the nearest. */
  function serviceAt({ x, y }: { readonly x: number; readonly y: number }): DrawnService | null {
    let [found, nearest]: [DrawnService | null, number] = [null, REACH];
    for (const service of shown.services) {
      const at = map.project([service.lon, service.lat]);
      const away = Math.hypot(at.x - x, at.y - y);
      if (away < nearest) [found, nearest] = [service, away];
    }
    return found;
  }

  const tellMove = () => {
    const { lat } = map.getCenter();
    events.onMove({ metersPerPixel: metersPerPixel(lat, map.getZoom()), zoom: map.getZoom() });
  };
  map.on('click', ({ point, lngLat }) => {
    const service = serviceAt(point);
    if (service !== null) return events.onService(service.id);
    const { lng, lat } = lngLat.wrap();
    events.onGround({ lon: lng, lat }, map.getZoom());
  });
  map.on('movestart', () => {
    window.__mapIdle = false;
  });
  map.on('move', tellMove);
  map.on('moveend', waitForIdle);
  map.on('webglcontextlost', () => events.onLost(true));
  map.on('webglcontextrestored', () => events.onLost(false));
  map.once('style.load', () => {
    ready = true;
    apply();
    tellMove();
  });
  waitForIdle();

  const duration = calm ? 0 : 300;
  const fitTo = (next: Box) => {
    map.fitBounds([...next] as FourNumbers, { ...fitting, duration });
  };
  const goTo = ({ lon, lat }: Spot, zoom: number) => {
    map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, map.getZoom()), duration });
  };
  return {
    show(next, picked) {
      const move = cameraMove(shown, next, picked);
      shown = next;
      apply();
      if (move?.to === 'box') fitTo(move.box);
      if (move?.to === 'spot' && !map.getBounds().contains([move.spot.lon, move.spot.lat])) goTo(move.spot, 0);
    },
    setRoads(next) {
      if (next === roads) return;
      roads = next;
      // Before the style is there, no tile was asked for yet.
      if (!ready) return;
      for (const name of ROAD_SOURCES) map.refreshTiles(name);
      waitForIdle();
    },
    fit: fitTo,
    goTo,
    middle() {
      const { lng, lat } = map.getCenter().wrap();
      return { lon: lng, lat, zoom: map.getZoom() };
    },
    zoomBy(steps) {
      map.easeTo({ zoom: map.getZoom() + steps, duration: calm ? 0 : 150 });
    },
    setLabel(next) {
      map.getCanvas().setAttribute('aria-label', next);
    },
    destroy() {
      map.remove();
      removeProtocol(ROADS_PROTOCOL);
      delete window.__mapIdle;
    },
  };
}
