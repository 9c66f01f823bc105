// The one map on the page, so that panels can move it. null until it stands, and where it cannot be drawn.
import type { Box, MapView } from '../../map/map_view.ts';
import { type Camera, type ThingRef, viewStore } from '../../state/view.ts';
import type { MapData } from './map_data.tsx';
import { regionOf } from './release_picture.ts';
import { boxOf, joinBoxes } from './shapes.ts';

let current: MapView | null = null;

export function setMap(view: MapView | null): void {
  current = view;
}
export const flyTo = (camera: Camera): void => current?.flyTo(camera);
export const zoomBy = (steps: number): void => current?.zoomBy(steps);
export function showBox(box: Box | null): void {
  if (box !== null) current?.fit(box, insetOf());
}

/** What floats over the map must not hide what is fitted: the legend and, on a phone, the drawer. */
function insetOf() {
  const narrow = innerWidth < 768;
  const { legendOpen, drawer } = viewStore.get();
  const bottom = drawer === 'half' ? innerHeight * 0.5 : 90;
  if (narrow) return { top: 64, right: 24, bottom, left: 24 };
  return { top: 64, right: legendOpen ? 300 : 64, bottom: 48, left: 40 };
}

/** Everything there is: the districts, or where there are none, services and zones. */
export function dataBox(data: Pick<MapData, 'areas' | 'services' | 'zones' | 'patrols'>): Box | null {
  const areas = joinBoxes(data.areas.map((area) => area.properties.bbox));
  return areas ?? boxOf([...data.services, ...data.zones, ...data.patrols].map((feature) => feature.geometry));
}

/** As close as a cell can be looked at before the map changes to finer cells. */
const ZOOM_OF_RESOLUTION: Readonly<Record<number, number>> = { 5: 7.4, 6: 8.9, 7: 10.7, 8: 12 };

/** Where a thing is; for cells the middle is asked of H3, which is loaded once there are cells. */
export async function showThing(thing: ThingRef, data: MapData): Promise<void> {
  if (thing.layer === 'incidents' || thing.layer === 'effort') {
    const { cellToLatLng, getResolution } = await import('h3-js');
    const [lat, lon] = cellToLatLng(thing.id);
    flyTo({ lon, lat, zoom: ZOOM_OF_RESOLUTION[getResolution(thing.id)] ?? 10 });
    return;
  }
  if (thing.layer === 'areas' || thing.layer === 'gaps') {
    showBox(data.areas.find((area) => area.properties.pcode === thing.id)?.properties.bbox ?? null);
    return;
  }
  if (thing.layer === 'releases') {
    showBox(regionBox(data, thing.id));
    return;
  }
  const feature = data[thing.layer].find((item) => item.id === thing.id);
  if (feature === undefined) return;
  if (feature.geometry.type === 'Point') {
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    flyTo({ lon, lat, zoom: 13 });
  } else showBox(boxOf([feature.geometry]));
}

/** All of a region: its shape, or its districts. */
function regionBox({ release, areas }: MapData, id: string): Box | null {
  if (release === null) return null;
  const region = regionOf(release.scene, id);
  const shape = release.scene.shapes.features.find(({ properties }) => properties.id === id);
  if (shape !== undefined) return boxOf([shape.geometry]);
  const districts = areas.filter(({ properties }) => region?.pcodes.includes(properties.pcode));
  return joinBoxes(districts.map(({ properties }) => properties.bbox));
}
