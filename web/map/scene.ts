// Everything the map shows, as plain data: what style.ts and map_view.ts draw and legend.tsx explains.
// Knows no map library, no React and no fetch.
import type { FeatureCollection, Geometry, LineString, MultiPolygon, Point } from 'geojson';
import type { PatrolRoute } from '../../geodata/schema/patrol.ts';
import type { Band, ReleaseScheme } from '../../geodata/schema/release.ts';
import type { ServiceKind } from '../../geodata/schema/service_words.ts';
import type { Zone } from '../../geodata/schema/zone.ts';
import type { Message } from '../i18n/messages.ts';
import type { Camera, LayerId, LayerView, ThingRef } from '../state/view.ts';
import type { Breaks } from './layers/class_breaks.ts';
import type { Theme } from './palette.ts';

export type { Camera, LayerId, ThingRef };

/** Values by H3 cell; drawn as filled hexagons. */
export interface CellPicture {
  readonly cells: readonly { readonly cell: string; readonly value: number }[];
  readonly breaks: Breaks;
}

export interface IncidentScene extends CellPicture {
  /** H3 resolution of the cells shown. */
  readonly resolution: number;
  readonly floor: number;
  readonly days: number;
  /** Districts with reports whose place is known no better. */
  readonly impreciseAreas: readonly string[];
}

export interface EffortScene extends CellPicture {
  readonly month: string;
}

export type RegionShapes = FeatureCollection<MultiPolygon, { id: string; least: number; squareKm: number }>;

/** A release: bands of reports by region, for one quarter. */
export interface ReleaseScene {
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  readonly regions: readonly { readonly id: number; readonly pcodes: readonly string[]; readonly band: Band }[];
  /** Of regions that are made of cells; empty until they are drawn, and where regions are districts. */
  readonly shapes: RegionShapes;
}

export interface GapScene {
  readonly kind: ServiceKind;
  readonly radiusMeters: number;
  readonly areas: readonly { readonly pcode: string; readonly people: number }[];
  readonly breaks: Breaks;
  /** Cells beyond the radius: centers with their people; empty when the input is vaguer than a cell. */
  readonly cells: { readonly lon: Float64Array; readonly lat: Float64Array; readonly people: Float64Array };
  readonly cellDegrees: readonly [number, number] | null;
  readonly polygons: MultiPolygon | null;
}

export type ZoneMarks = FeatureCollection<Point, { id: string; name: string; status: Zone['status'] }>;
export type Runs = FeatureCollection<LineString, { purpose: PatrolRoute['purpose'] | '' }>;
export type AreaLabels = FeatureCollection<Point, { name: string; level: number }>;

/** What is pointed at or chosen: a shape, an H3 cell or a district. */
export type Focus =
  | { readonly form: 'shape'; readonly geometry: Geometry }
  | { readonly form: 'cell'; readonly cell: string }
  | { readonly form: 'area'; readonly pcode: string };

export interface Scene {
  readonly theme: Theme;
  readonly basemap: 'own' | 'none';
  /** The role may read areas, roads and places at all. */
  readonly ground: boolean;
  /** Address template of our tiles of one collection. */
  readonly tileUrl: (collection: string) => string;
  readonly layers: Readonly<Record<LayerId, LayerView>>;
  /** What the role may see at all: nothing is drawn or explained for the rest. */
  readonly available: readonly LayerId[];
  readonly incidents: IncidentScene | null;
  readonly release: ReleaseScene | null;
  readonly effort: EffortScene | null;
  readonly areaLabels: AreaLabels;
  readonly zones: ZoneMarks;
  readonly runs: Runs;
  readonly gaps: GapScene | null;
  /** Only services of this kind are shown; null = all. */
  readonly serviceKind: ServiceKind | null;
  readonly selected: Focus | null;
  readonly hovered: Focus | null;
}

export const isShown = (scene: Scene, id: LayerId): boolean =>
  scene.available.includes(id) && scene.layers[id].visible && scene.layers[id].opacity > 0;

/** How a legend entry is drawn; `image` names a picture of images.ts. */
export type Swatch =
  | { readonly form: 'cell'; readonly color: string; readonly line: string }
  | { readonly form: 'fill'; readonly color: string }
  | { readonly form: 'none' }
  | {
      readonly form: 'outline';
      readonly color: string;
      readonly dash: boolean;
      readonly hatch: boolean;
      readonly strike: boolean;
    }
  | { readonly form: 'dotted'; readonly color: string }
  | { readonly form: 'line'; readonly color: string; readonly dash: boolean; readonly tick: boolean }
  | { readonly form: 'barred'; readonly color: string; readonly ground: string }
  | { readonly form: 'dot'; readonly color: string }
  | { readonly form: 'image'; readonly image: string };

export interface LegendEntry {
  readonly swatch: Swatch;
  readonly label: Message;
}

export interface LegendSection {
  readonly layer: LayerId | 'ground';
  readonly title: Message;
  /** Unit and period of the numbers; null where the layer has none. */
  readonly unit: Message | null;
  readonly entries: readonly LegendEntry[];
}
