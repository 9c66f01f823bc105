// Data and view → Scene. Only here do the two meet; parts that did not change keep their identity.
import { useMemo } from 'react';
import type { Focus, Runs, Scene } from '../../map/scene.ts';
import { tileUrl } from '../../map/tile_url.ts';
import { may } from '../../state/queries.ts';
import { useTheme } from '../../state/theme.ts';
import { type ThingRef, useView } from '../../state/view.ts';
import { useGap } from '../planning/gap_store.ts';
import type { MapData } from './map_data.tsx';
import { areaLabels, incidentScene, zoneMarks } from './picture.ts';
import { regionOf } from './release_picture.ts';

export function useScene(data: MapData): Scene {
  const theme = useTheme();
  const layers = useView((view) => view.layers);
  const basemap = useView((view) => view.basemap);
  const selected = useView((view) => view.selected);
  const hovered = useView((view) => view.hovered);
  const gap = useGap();
  const serviceKind = useView((view) => (view.panel === 'gap' && view.layers.gaps.visible ? view.gap.kind : null));
  const { release, areas, zones, runs, patrols, incidents, effort, services } = data;
  const available = data.available.join();
  const ground = may(data.session, 'area');

  const labels = useMemo(() => areaLabels(areas), [areas]);
  const marks = useMemo(() => zoneMarks(zones), [zones]);
  const cells = useMemo(() => (incidents === null ? null : incidentScene(incidents)), [incidents]);
  const tracks = useMemo<Runs>(() => {
    const purposes = new Map(patrols.map((route) => [route.id, route.properties.purpose] as const));
    return {
      type: 'FeatureCollection',
      features: runs.map(({ geometry, properties }) => ({
        type: 'Feature',
        geometry,
        properties: { purpose: purposes.get(properties.routeId) ?? '' },
      })),
    };
  }, [runs, patrols]);
  const shapes = useMemo(() => ({ services, zones, patrols, release }), [services, zones, patrols, release]);

  return useMemo<Scene>(
    () => ({
      theme,
      basemap: ground ? basemap : 'none',
      ground,
      tileUrl,
      layers,
      available: available.split(',') as Scene['available'],
      incidents: cells,
      release: release?.scene ?? null,
      effort,
      areaLabels: labels,
      zones: marks,
      runs: tracks,
      gaps: gap?.scene ?? null,
      serviceKind,
      selected: focusOf(selected, shapes),
      hovered: focusOf(hovered, shapes),
    }),
    [
      theme,
      basemap,
      ground,
      layers,
      available,
      cells,
      release,
      effort,
      labels,
      marks,
      tracks,
      gap,
      serviceKind,
      selected,
      hovered,
      shapes,
    ],
  );
}

type Shapes = Pick<MapData, 'services' | 'zones' | 'patrols' | 'release'>;

export function focusOf(thing: ThingRef | null, shapes: Shapes): Focus | null {
  if (thing === null) return null;
  switch (thing.layer) {
    case 'incidents':
    case 'effort':
      return { form: 'cell', cell: thing.id };
    case 'releases':
      return regionFocus(thing.id, shapes);
    case 'areas':
    case 'gaps':
      return { form: 'area', pcode: thing.id };
    default: {
      const found = shapes[thing.layer].find((feature) => feature.id === thing.id);
      return found === undefined ? null : { form: 'shape', geometry: found.geometry };
    }
  }
}

/** The shape of the region; one made of districts is marked by the district that was clicked. */
function regionFocus(id: string, { release }: Shapes): Focus | null {
  if (release === null) return null;
  const shape = release.scene.shapes.features.find(({ properties }) => properties.id === id);
  if (shape !== undefined) return { form: 'shape', geometry: shape.geometry };
  const pcode =
    regionOf(release.scene, id)?.pcodes.find((code) => code === id) ?? regionOf(release.scene, id)?.pcodes[0];
  return pcode === undefined ? null : { form: 'area', pcode };
}
