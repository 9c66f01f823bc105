// The shareable part of the view as the fragment of the address (a fragment is never sent to a server): camera, layers,
// time and analysis choice. Never a selected thing, a typed position, a role or a theme.

import { SERVICE_KINDS } from '../../geodata/schema/service_words.ts';
import type { Camera, GapChoice, LayerId, LayerView, View } from './view.ts';

export type SharedView = Pick<View, 'camera' | 'layers' | 'incidentDays' | 'panel' | 'gap' | 'basemap'>;

const DAYS = [7, 30, 90, 365] as const;
const PANEL_IDS = ['layers', 'tables', 'gap'] as const;
const RADIUS_LIMITS = [100, 100_000] as const;

/** `#map=8.20/11.523/12.876&layers=zones:100,services:60&days=30&gap=medical/5000`. */
export function hashOfView(view: SharedView): string {
  const parts: string[] = [];
  if (view.camera !== null) {
    const { lon, lat, zoom } = view.camera;
    parts.push(`map=${zoom.toFixed(2)}/${lat.toFixed(3)}/${lon.toFixed(3)}`);
  }
  const layers = Object.entries(view.layers)
    .filter(([, layer]) => layer.visible)
    .map(([id, layer]) => `${id}:${Math.round(layer.opacity * 100)}`);
  parts.push(`layers=${layers.join(',')}`, `days=${view.incidentDays}`);
  if (view.basemap === 'none') parts.push('base=none');
  if (view.panel !== 'layers') parts.push(`panel=${view.panel}`);
  parts.push(`gap=${view.gap.kind}/${view.gap.radiusMeters}`);
  return `#${parts.join('&')}`;
}

/** Reads a fragment; what is missing, unknown or out of range is left as it was. */
export function viewOfHash(hash: string, before: SharedView): Partial<SharedView> {
  const fields = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const),
  );
  const camera = cameraOf(fields.get('map') ?? '');
  const layers = fields.get('layers');
  const days = DAYS.find((count) => String(count) === fields.get('days'));
  const panel = PANEL_IDS.find((id) => id === fields.get('panel'));
  const gap = gapOf(fields.get('gap') ?? '', before.gap);
  return {
    ...(camera === null ? {} : { camera }),
    ...(layers === undefined ? {} : { layers: layersOf(layers, before.layers) }),
    ...(days === undefined ? {} : { incidentDays: days }),
    ...(panel === undefined ? {} : { panel }),
    ...(gap === null ? {} : { gap }),
    ...(fields.get('base') === 'none' ? { basemap: 'none' as const } : {}),
  };
}

function cameraOf(text: string): Camera | null {
  const [zoom, lat, lon, ...rest] = text.split('/').map((part) => (part === '' ? Number.NaN : Number(part)));
  if (zoom === undefined || lat === undefined || lon === undefined || rest.length > 0) return null;
  const inRange = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return inRange ? { lon, lat, zoom } : null;
}

function layersOf(text: string, before: SharedView['layers']): SharedView['layers'] {
  const opacity = new Map(text.split(',').map((part) => [part.split(':')[0], part.split(':')[1]] as const));
  const entries = Object.entries(before).map(([id, layer]): [string, LayerView] => {
    if (!opacity.has(id)) return [id, { ...layer, visible: false }];
    const percent = Number(opacity.get(id));
    return [id, { visible: true, opacity: percent >= 0 && percent <= 100 ? percent / 100 : layer.opacity }];
  });
  return Object.fromEntries(entries) as Record<LayerId, LayerView>;
}

function gapOf(text: string, before: GapChoice): GapChoice | null {
  const [kind, radius] = text.split('/');
  const known = SERVICE_KINDS.find((id) => id === kind);
  const meters = Number(radius);
  if (known === undefined || !(meters >= RADIUS_LIMITS[0] && meters <= RADIUS_LIMITS[1])) return null;
  return { ...before, kind: known, radiusMeters: meters };
}
