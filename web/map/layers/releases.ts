// Regions of the newest release: YlOrRd by band, one outline around each. Regions of cells come as shapes
// (release_shapes.ts), regions of districts are the districts themselves.
import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { quarterText } from '../../i18n/format.ts';
import type { Palette } from '../palette.ts';
import { isShown, type LegendEntry, type LegendSection, type ReleaseScene, type Scene } from '../scene.ts';
import { rampColors } from './class_breaks.ts';

/** Bands that stand in the release, lowest first. */
export function bandsOf({ regions }: Pick<ReleaseScene, 'regions'>): ReleaseScene['regions'][number]['band'][] {
  const bands = new Map(regions.map(({ band }) => [band.least, band] as const));
  return [...bands.values()].sort((a, b) => a.least - b.least);
}

/** Where the second and the third band begin, as in the schema: a band has its color whatever else a release tells. */
const STARTS = [20, 50] as const;

function colorsOf(release: ReleaseScene, palette: Palette): Map<number, string> {
  const colors = rampColors(palette.incidents, STARTS.length + 1);
  const place = (least: number) => STARTS.filter((start) => start <= least).length;
  return new Map(bandsOf(release).map(({ least }) => [least, colors[place(least)] ?? ''] as const));
}

export function releaseLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const release = scene.release;
  if (release === null || !isShown(scene, 'releases') || release.regions.length === 0) return [];
  const colors = colorsOf(release, palette);
  const opacity = scene.layers.releases.opacity;
  const byDistrict = release.scheme === 'admin2';
  if (byDistrict && !scene.ground) return [];
  const chosen: unknown[] = ['match', ['get', byDistrict ? 'id' : 'least']];
  if (byDistrict) {
    for (const { pcodes, band } of release.regions)
      if (pcodes.length > 0) chosen.push([...pcodes], colors.get(band.least));
  } else for (const [least, color] of colors) chosen.push(least, color);
  chosen.push('rgba(0,0,0,0)');
  const from = byDistrict
    ? {
        source: 'areas',
        'source-layer': 'areas',
        filter: [
          'in',
          ['get', 'id'],
          ['literal', release.regions.flatMap(({ pcodes }) => pcodes)],
        ] as ExpressionSpecification,
      }
    : { source: 'release-regions' };
  return [
    {
      id: 'release-region',
      type: 'fill',
      ...from,
      paint: { 'fill-color': chosen as unknown as ExpressionSpecification, 'fill-opacity': opacity * 0.8 },
    },
    {
      id: 'release-outline',
      type: 'line',
      ...from,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.cellLine, 'line-opacity': opacity * 0.8, 'line-width': 1 },
    },
  ];
}

export function releaseLegend(scene: Scene, palette: Palette): LegendSection | null {
  const release = scene.release;
  if (release === null || !isShown(scene, 'releases')) return null;
  const colors = colorsOf(release, palette);
  const entries = bandsOf(release).map(
    ({ least, most }): LegendEntry => ({
      swatch: { form: 'fill', color: colors.get(least) ?? '' },
      label:
        most === null
          ? { key: 'legend.atLeast', values: { low: least } }
          : { key: 'legend.range', values: { low: least, high: most } },
    }),
  );
  entries.push({
    swatch: { form: 'none' },
    label: { key: 'legend.release.none', values: { floor: release.floor } },
  });
  return {
    layer: 'releases',
    title: { key: 'layer.releases' },
    unit: { key: 'legend.unit.releases', values: { quarter: quarterText(release.period) } },
    entries,
  };
}
