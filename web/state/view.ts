// What the screen shows, apart from the data: camera, layers, filters, selection. Only what is named in url.ts reaches
// the address, and nothing of it is stored in the browser except the theme.
import type { ServiceKind } from '../../geodata/schema/service_words.ts';
import { createStore, useStore } from './store.ts';
import { viewOfHash } from './url.ts';

export const LAYER_IDS = ['incidents', 'releases', 'effort', 'zones', 'patrols', 'services', 'gaps'] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export type Theme = 'light' | 'dark';

export interface LayerView {
  readonly visible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
}

export interface Camera {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export const INCIDENT_DAYS = [7, 30, 90, 365] as const;
export type IncidentDays = (typeof INCIDENT_DAYS)[number];

export const PANELS = ['layers', 'tables', 'gap'] as const;
export type PanelId = (typeof PANELS)[number];

/**
 * A thing on the map: for incidents and effort the id is an H3 cell, for gaps and areas a P-code,
 * for releases the number of a region or the P-code of one of its districts.
 */
export interface ThingRef {
  readonly layer: LayerId | 'areas';
  readonly id: string;
}

export interface GapChoice {
  /** null = the first population dataset there is. */
  readonly datasetId: string | null;
  readonly kind: ServiceKind;
  readonly radiusMeters: number;
}

export interface View {
  readonly camera: Camera | null;
  readonly layers: Readonly<Record<LayerId, LayerView>>;
  readonly basemap: 'own' | 'none';
  readonly theme: 'auto' | Theme;
  readonly panel: PanelId;
  readonly table: LayerId;
  readonly incidentDays: IncidentDays;
  readonly gap: GapChoice;
  readonly selected: ThingRef | null;
  /** The details of what is selected lie over the panel. */
  readonly detailsOpen: boolean;
  readonly hovered: ThingRef | null;
  readonly drawer: 'peek' | 'half' | 'full';
  readonly legendOpen: boolean;
  readonly helpOpen: boolean;
}

const on: LayerView = { visible: true, opacity: 1 };
export const FIRST_VIEW: View = {
  camera: null,
  layers: {
    incidents: { visible: true, opacity: 0.8 },
    releases: { visible: true, opacity: 0.8 },
    effort: { visible: false, opacity: 0.7 },
    zones: on,
    patrols: on,
    services: on,
    gaps: { visible: false, opacity: 0.75 },
  },
  basemap: 'own',
  theme: 'auto',
  panel: 'layers',
  table: 'services',
  incidentDays: 90,
  gap: { datasetId: null, kind: 'medical', radiusMeters: 5000 },
  selected: null,
  detailsOpen: false,
  hovered: null,
  drawer: 'peek',
  legendOpen: true,
  helpOpen: false,
};

const fragment = typeof location === 'undefined' ? '' : location.hash;
const narrow = typeof matchMedia !== 'undefined' && matchMedia('(max-width: 767px)').matches;
export const viewStore = createStore<View>({ ...FIRST_VIEW, legendOpen: !narrow, ...viewOfHash(fragment, FIRST_VIEW) });

export const useView = <S>(select: (view: View) => S): S => useStore(viewStore, select);

export function changeView(change: Partial<View>): void {
  viewStore.set((view) => ({ ...view, ...change }));
}

export function changeLayer(id: LayerId, change: Partial<LayerView>): void {
  viewStore.set((view) => ({ ...view, layers: { ...view.layers, [id]: { ...view.layers[id], ...change } } }));
}

export function changeGap(change: Partial<GapChoice>): void {
  viewStore.set((view) => ({ ...view, gap: { ...view.gap, ...change } }));
}

const same = (a: ThingRef | null, b: ThingRef | null) => a?.id === b?.id && a?.layer === b?.layer;

/** Details lie over the panel, except where the panel lists the thing itself: there its row is marked. */
export function selectThing(thing: ThingRef | null, details = true): void {
  viewStore.set((view) => ({ ...view, selected: thing, detailsOpen: thing !== null && details }));
}

/** A click on the map: in the tables it marks the row, in the ranked districts too; elsewhere it opens the details. */
export function selectOnMap(thing: ThingRef | null): void {
  viewStore.set((view) => {
    const listed =
      thing !== null &&
      (view.panel === 'tables' ? thing.layer !== 'areas' : view.panel === 'gap' && thing.layer === 'areas');
    const table = listed && thing.layer !== 'areas' ? thing.layer : view.table;
    const drawer = thing !== null && view.drawer === 'peek' ? 'half' : view.drawer;
    return { ...view, selected: thing, detailsOpen: thing !== null && !listed, table, drawer };
  });
}

/**
 * Opens a panel. The gap picture and the incidents are both areas of color and cannot be read over each other, so the
 * gap panel brings its layer and puts the incidents away; leaving it turns that round.
 */
export function openPanel(panel: PanelId): void {
  viewStore.set((view) => {
    const drawer = view.drawer === 'peek' ? 'half' : view.drawer;
    const next = { ...view, panel, detailsOpen: false, drawer } as const;
    if ((panel === 'gap') === (view.panel === 'gap')) return next;
    const gap = panel === 'gap';
    const layers = {
      ...view.layers,
      gaps: { ...view.layers.gaps, visible: gap },
      incidents: { ...view.layers.incidents, visible: !gap },
      releases: { ...view.layers.releases, visible: !gap },
      patrols: { ...view.layers.patrols, visible: !gap },
    };
    return { ...next, layers };
  });
}

export function hoverThing(thing: ThingRef | null): void {
  viewStore.set((view) => (same(view.hovered, thing) ? view : { ...view, hovered: thing }));
}
