// Patrol routes: indigo with direction ticks; the plan dashed, what was run solid. Only roles that may see plans have it.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Palette } from '../palette.ts';
import { isShown, type LegendSection, type Scene } from '../scene.ts';
import { imageName } from './image_names.ts';

const width = (near: number) => ['interpolate', ['linear'], ['zoom'], 6, near * 0.5, 13, near] as unknown as number;

export function patrolLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (!isShown(scene, 'patrols')) return [];
  const opacity = scene.layers.patrols.opacity;
  const routes = { source: 'patrols', 'source-layer': 'patrols' } as const;
  const casing = { 'line-color': palette.halo, 'line-opacity': opacity * 0.7 };
  return [
    { id: 'patrol-casing', type: 'line', ...routes, paint: { ...casing, 'line-width': width(6) } },
    {
      id: 'patrol-plan',
      type: 'line',
      ...routes,
      paint: {
        'line-color': palette.patrol,
        'line-width': width(3),
        'line-opacity': opacity,
        'line-dasharray': [2.4, 1.4],
      },
    },
    {
      id: 'patrol-run',
      type: 'line',
      source: 'runs',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette.patrol, 'line-width': width(3.4), 'line-opacity': opacity * 0.75 },
    },
    {
      id: 'patrol-tick',
      type: 'symbol',
      ...routes,
      minzoom: 9,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 70,
        'icon-image': imageName({ form: 'tick', theme: scene.theme }),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 14, 1],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': opacity },
    },
  ];
}

export function patrolLegend(scene: Scene, palette: Palette): LegendSection | null {
  if (!isShown(scene, 'patrols')) return null;
  const runs = scene.runs.features.length > 0;
  return {
    layer: 'patrols',
    title: { key: 'layer.patrols' },
    unit: null,
    entries: [
      {
        swatch: { form: 'line', color: palette.patrol, dash: true, tick: true },
        label: { key: 'legend.patrol.plan' },
      },
      ...(runs
        ? [
            {
              swatch: { form: 'line', color: palette.patrol, dash: false, tick: false },
              label: { key: 'legend.patrol.run' },
            } as const,
          ]
        : []),
    ],
  };
}
