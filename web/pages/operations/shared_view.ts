// The part of the board that is shared: filters, window and a coarse camera, as a saved view holds them and as the fragment of
// the address. Chosen cells are left out: an address goes further than whom it was meant for.

import { dateOfDay } from '../../../geodata/analysis/board/board.ts';
import { allWords } from '../../../geodata/analysis/board/board_counts.ts';
import type { BoardViewInput } from '../../../geodata/schema/board_view.ts';
import { BOARD_WORDS, type BoardWord } from '../../../geodata/schema/incident_columns.ts';
import type { Camera } from '../../map/scene.ts';
import { type BoardEngine, daysOfDates } from './board_engine.ts';
import { NO_PLACES } from './place_filter.ts';

export type SharedBoard = BoardViewInput['view'];
const LISTS = {
  types: 'type',
  verifications: 'verification',
  sources: 'source',
  placePrecisions: 'placePrecision',
} as const satisfies Record<string, BoardWord>;
type ListName = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as ListName[];

/** As saved views take them: closer would name a place. */
const ZOOM_MOST = 12;

export function coarse(camera: Camera | null): Camera | null {
  if (camera === null) return null;
  // Adding nothing makes a zero of minus zero, which no address could tell apart.
  const round = (degrees: number) => Math.round(degrees * 100) / 100 + 0;
  const zoom = Math.min(ZOOM_MOST, Math.round(camera.zoom * 100) / 100);
  return { lon: round(camera.lon), lat: round(camera.lat), zoom: Math.max(0, zoom) };
}

export function sharedOf(engine: BoardEngine, camera: Camera | null): SharedBoard {
  const words = (name: ListName) => {
    const allowed = engine.counts.allowed(LISTS[name]);
    const all = BOARD_WORDS[LISTS[name]] as readonly string[];
    return allowed === allWords(LISTS[name]) ? [] : all.filter((_, index) => (allowed >> index) % 2 === 1);
  };
  const [from, to] = engine.window;
  const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, words(name)]));
  return {
    filters: { ...lists, areas: engine.places.pcode === '' ? [] : [engine.places.pcode] } as SharedBoard['filters'],
    window: engine.isNow ? { lastDays: to - from } : { from: dateOfDay(from), to: dateOfDay(to - 1) },
    camera: coarse(camera),
  };
}

/** Filters and window; where the map stands is the caller's. */
export function applyShared(engine: BoardEngine, { filters, window }: SharedBoard): void {
  for (const name of LIST_NAMES) {
    const all = BOARD_WORDS[LISTS[name]] as readonly string[];
    engine.setWords(
      LISTS[name],
      (filters[name] as readonly string[]).reduce((bits, item) => bits | (1 << all.indexOf(item)), 0),
    );
  }
  engine.setPlaces({ ...NO_PLACES, pcode: filters.areas[0] ?? '' });
  const { endDay } = engine.board;
  if ('lastDays' in window) engine.setWindow(endDay - window.lastDays, endDay);
  else engine.setWindow(...daysOfDates(window.from, window.to));
}

/** `#last=90&types=rape&areas=NG008&map=8.20/11.52/12.88&wall`. */
export function hashOfShared({ filters, window, camera }: SharedBoard, isWall: boolean): string {
  const parts = ['lastDays' in window ? `last=${window.lastDays}` : `days=${window.from}/${window.to}`];
  for (const name of [...LIST_NAMES, 'areas' as const]) {
    if (filters[name].length > 0) parts.push(`${name}=${filters[name].join(',')}`);
  }
  if (camera !== null) parts.push(`map=${camera.zoom.toFixed(2)}/${camera.lat.toFixed(2)}/${camera.lon.toFixed(2)}`);
  if (isWall) parts.push('wall');
  return `#${parts.join('&')}`;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What is missing, unknown or out of range is left out; null where nothing of the time can be read. */
export function sharedOfHash(hash: string): { readonly shared: SharedBoard | null; readonly isWall: boolean } {
  const fields = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0 ? ([part, ''] as const) : ([part.slice(0, at), part.slice(at + 1)] as const);
      }),
  );
  const isWall = fields.has('wall');
  const window = windowOf(fields);
  if (window === null) return { shared: null, isWall };
  const some = (name: ListName) => {
    const asked = (fields.get(name) ?? '').split(',');
    return (BOARD_WORDS[LISTS[name]] as readonly string[]).filter((item) => asked.includes(item));
  };
  const areas = (fields.get('areas') ?? '').split(',').filter((code) => /^[A-Za-z]{2,3}\d+$/.test(code));
  const lists = Object.fromEntries(LIST_NAMES.map((name) => [name, some(name)]));
  const filters = { ...lists, areas } as SharedBoard['filters'];
  return { shared: { filters, window, camera: cameraOf(fields.get('map') ?? '') }, isWall };
}

function windowOf(fields: ReadonlyMap<string, string>): SharedBoard['window'] | null {
  const lastDays = Number(fields.get('last'));
  if (Number.isInteger(lastDays) && lastDays >= 1 && lastDays <= 36_500) return { lastDays };
  const [from = '', to = '', ...rest] = (fields.get('days') ?? '').split('/');
  const isSound = [from, to].every((date) => DATE.test(date) && !Number.isNaN(Date.parse(date)));
  return isSound && rest.length === 0 && from <= to ? { from, to } : null;
}

function cameraOf(text: string): Camera | null {
  const [zoom, lat, lon, ...rest] = text.split('/').map((part) => (part === '' ? Number.NaN : Number(part)));
  if (zoom === undefined || lat === undefined || lon === undefined || rest.length > 0) return null;
  const isInRange = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return isInRange ? coarse({ lon, lat, zoom }) : null;
}
