// What is pointed at or chosen, outlined in the strongest contrast there is. Shapes are outlined from beneath, so that
// a patrol keeps its dashes, runs and ticks. Has no legend.
import type { FilterSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';

const SHAPES: FilterSpecification = ['!=', ['geometry-type'], 'Point'];
const POINTS: FilterSpecification = ['==', ['geometry-type'], 'Point'];

export function focusShapeLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const layers: LayerSpecification[] = [];
  for (const [name, focus] of [
    ['hovered', scene.hovered],
    ['selected', scene.selected],
  ] as const) {
    const strong = name === 'selected';
    const paint = (width: number, color: string) => ({
      'line-color': color,
      'line-width': width,
      'line-opacity': strong ? 1 : 0.7,
    });
    const layout = { 'line-join': 'round', 'line-cap': 'round' } as const;
    if (focus?.form === 'area' && scene.ground) {
      const district = {
        type: 'line' as const,
        source: 'areas',
        'source-layer': 'areas',
        filter: ['==', ['get', 'id'], focus.pcode] as FilterSpecification,
        layout,
      };
      layers.push(
        { id: `${name}-area-halo`, ...district, paint: paint(strong ? 5 : 4, palette.focusHalo) },
        { id: `${name}-area`, ...district, paint: paint(strong ? 2.5 : 1.8, palette.focus) },
      );
    }
    const shape = { type: 'line' as const, source: name, filter: SHAPES, layout };
    layers.push(
      { id: `${name}-line`, ...shape, paint: paint(strong ? 11 : 9, palette.focus) },
      { id: `${name}-halo`, ...shape, paint: paint(strong ? 7 : 6.5, palette.focusHalo) },
    );
  }
  return layers;
}

export function focusPointLayers(_scene: Scene, palette: Palette): LayerSpecification[] {
  return (['hovered', 'selected'] as const).flatMap((name): LayerSpecification[] => {
    const ring = { type: 'circle' as const, source: name, filter: POINTS };
    const paint = (color: string, width: number) => ({
      'circle-radius': name === 'selected' ? 16 : 14,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': color,
      'circle-stroke-width': width,
      'circle-stroke-opacity': name === 'selected' ? 1 : 0.75,
    });
    return [
      { id: `${name}-point-halo`, ...ring, paint: paint(palette.focusHalo, 5) },
      { id: `${name}-point`, ...ring, paint: paint(palette.focus, 2.5) },
    ];
  });
}
