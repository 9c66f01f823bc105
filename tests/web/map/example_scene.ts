// A scene with everything in it, for tests of style and legend.
import type { Scene } from '../../../web/map/scene.ts';
import type { Theme } from '../../../web/state/view.ts';

const layer = { visible: true, opacity: 0.8 };

export const exampleScene = (theme: Theme, change: Partial<Scene> = {}): Scene => ({
  theme,
  basemap: 'own',
  ground: true,
  tileUrl: (collection) => `https://safereach.test/ogc/collections/${collection}/{z}/{y}/{x}`,
  layers: {
    incidents: layer,
    releases: layer,
    effort: layer,
    zones: layer,
    patrols: layer,
    services: layer,
    gaps: layer,
  },
  available: ['incidents', 'releases', 'effort', 'zones', 'patrols', 'services', 'gaps'],
  incidents: {
    cells: [
      { cell: '8858424ae1fffff', value: 1 },
      { cell: '8858424c89fffff', value: 4 },
    ],
    breaks: [1, 3, 6],
    resolution: 8,
    floor: 1,
    days: 90,
    impreciseAreas: ['NG008001'],
  },
  release: {
    period: '2026-Q3',
    scheme: 'h3',
    floor: 11,
    regions: [
      { id: 1, pcodes: [], band: { least: 11, most: 19 } },
      { id: 2, pcodes: [], band: { least: 50, most: null } },
    ],
    shapes: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [13, 11],
                  [13.1, 11],
                  [13.1, 11.1],
                  [13, 11],
                ],
              ],
            ],
          },
          properties: { id: '1', least: 11, squareKm: 60 },
        },
      ],
    },
  },
  effort: { cells: [{ cell: '8758424c5ffffff', value: 4 }], breaks: [1, 4], month: '2026-10' },
  areaLabels: { type: 'FeatureCollection', features: [] },
  zones: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [13.1, 11.8] },
        properties: { id: 'z', name: 'Zone', status: 'proposed' },
      },
    ],
  },
  runs: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: {
          type: 'LineString',
          coordinates: [
            [13, 11],
            [13.1, 11.1],
          ],
        },
        properties: { purpose: 'night' },
      },
    ],
  },
  gaps: {
    kind: 'medical',
    radiusMeters: 5000,
    areas: [
      { pcode: 'NG008001', people: 1200 },
      { pcode: 'NG008002', people: 40_000 },
    ],
    breaks: [1, 20_000],
    cells: { lon: new Float64Array([13]), lat: new Float64Array([11]), people: new Float64Array([9]) },
    cellDegrees: [0.01, 0.01],
    polygons: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [13, 11],
            [13.01, 11],
            [13.01, 11.01],
            [13, 11],
          ],
        ],
      ],
    },
  },
  serviceKind: null,
  selected: { form: 'area', pcode: 'NG008001' },
  hovered: { form: 'shape', geometry: { type: 'Point', coordinates: [13, 11] } },
  ...change,
});
