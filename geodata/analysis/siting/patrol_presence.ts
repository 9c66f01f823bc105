// When patrols were within reach of places: tracks cut into straight pieces between fixes, minutes per place and local hour. It
// knows tracks and places, not why anybody went.
import KDBush from 'kdbush';
import { HOUR, type ZoneClock } from '../reach/zoned_time.ts';

const DEGREE = Math.PI / 180;
/** Meters in a degree of a meridian, at least. */
const LEAST_METERS_PER_DEGREE = 110_574;
const MINUTE = 60_000;

/** Fixes sorted by run, then time: `run` numbers them from 0. */
export interface Tracks {
  readonly run: Int32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Milliseconds since 1970 in UTC. */
  readonly at: Float64Array;
}

/** 1970-01-01 was a Thursday: local hour 0 of the clock is hour 72 of a week that begins on Monday at 0:00. */
export const hourOfWeek = (localHour: number): number => (((localHour + 72) % 168) + 168) % 168;

export interface Presence {
  /** Patrol minutes within reach of each place; two patrols at once count twice. */
  readonly minutes: Float64Array;
  /** Minutes within reach by place and local hour (hours since 1970 on the local clock): key = place · span + hour − first. */
  readonly byHour: Map<number, number>;
  /** Minutes on patrol in each local hour of the week, all runs. */
  readonly patrolMinutes: Float64Array;
  /** Pieces between fixes that lie too far apart in time, taken as unknown. */
  readonly gaps: number;
}

export function presenceOf(of: {
  readonly places: { readonly lon: Float64Array; readonly lat: Float64Array };
  readonly tracks: Tracks;
  readonly reachMeters: number;
  readonly maxGapMinutes: number;
  readonly period: { readonly from: number; readonly until: number };
  readonly clock: ZoneClock;
  readonly hours: { readonly first: number; readonly span: number };
}): Presence {
  const { places, tracks, period, maxGapMinutes, hours, clock } = of;
  const presence = {
    minutes: new Float64Array(places.lon.length),
    byHour: new Map<number, number>(),
    patrolMinutes: new Float64Array(168),
    gaps: 0,
  };
  const index = new KDBush(places.lon.length);
  for (let i = 0; i < places.lon.length; i++) index.add(places.lon[i] as number, places.lat[i] as number);
  index.finish();
  for (let i = 1; i < tracks.run.length; i++) {
    if (tracks.run[i] !== tracks.run[i - 1]) continue;
    const start = tracks.at[i - 1] as number;
    const end = tracks.at[i] as number;
    if (end <= start || end <= period.from || start >= period.until) continue;
    if (end - start > maxGapMinutes * MINUTE) {
      presence.gaps++;
      continue;
    }
    const within = { from: Math.max(start, period.from), until: Math.min(end, period.until) };
    eachHour(clock, within, (hour, minutes) => {
      const slot = hourOfWeek(hour);
      presence.patrolMinutes[slot] = (presence.patrolMinutes[slot] as number) + minutes;
    });
    for (const place of placesNear(index, tracks, i, of.reachMeters)) {
      const reach = timeWithin({ places, place, tracks, i, reachMeters: of.reachMeters });
      if (reach === null) continue;
      const from = Math.max(reach.from, within.from);
      const until = Math.min(reach.until, within.until);
      if (until <= from) continue;
      presence.minutes[place] = (presence.minutes[place] as number) + (until - from) / MINUTE;
      eachHour(clock, { from, until }, (hour, minutes) => {
        const key = place * hours.span + hour - hours.first;
        presence.byHour.set(key, (presence.byHour.get(key) ?? 0) + minutes);
      });
    }
  }
  return presence;
}

/** Cuts a time into local hours. */
function eachHour(
  clock: ZoneClock,
  { from, until }: { readonly from: number; readonly until: number },
  tell: (localHour: number, minutes: number) => void,
): void {
  for (let at = from; at < until; ) {
    const local = at + clock.offsetAt(at);
    const hour = Math.floor(local / HOUR);
    const end = Math.min(until, at + (hour + 1) * HOUR - local);
    tell(hour, (end - at) / MINUTE);
    at = end;
  }
}

function placesNear(index: KDBush, { lon, lat }: Tracks, i: number, reachMeters: number): number[] {
  const up = (reachMeters / LEAST_METERS_PER_DEGREE) * 1.001;
  const fromLon = lon[i - 1] as number;
  const turn = shortWay((lon[i] as number) - fromLon);
  const south = Math.min(lat[i - 1] as number, lat[i] as number) - up;
  const north = Math.max(lat[i - 1] as number, lat[i] as number) + up;
  const across = Math.min(180, up / Math.cos(Math.min(89.9, Math.max(-south, north)) * DEGREE));
  const west = Math.min(fromLon, fromLon + turn) - across;
  const east = Math.max(fromLon, fromLon + turn) + across;
  const found = index.range(west, south, east, north);
  if (west < -180) found.push(...index.range(west + 360, south, 180, north));
  if (east > 180) found.push(...index.range(-180, south, east - 360, north));
  return [...new Set(found)];
}

/** When the straight piece before fix i is within reach of the place, in the plane at the place; null = never. */
function timeWithin(of: {
  readonly places: { readonly lon: Float64Array; readonly lat: Float64Array };
  readonly place: number;
  readonly tracks: Tracks;
  readonly i: number;
  readonly reachMeters: number;
}): { readonly from: number; readonly until: number } | null {
  const { places, place, tracks, i, reachMeters } = of;
  const lat = places.lat[place] as number;
  const sine = Math.sin(lat * DEGREE);
  const w = 1 - 0.0066943799901413165 * sine * sine;
  // Meters in a degree on the ellipsoid (Snyder 1987, doi:10.3133/pp1395, chapter 4).
  const perLon = (6378137 / Math.sqrt(w)) * Math.cos(lat * DEGREE) * DEGREE;
  const perLat = ((6378137 * (1 - 0.0066943799901413165)) / (w * Math.sqrt(w))) * DEGREE;
  const x = shortWay((tracks.lon[i - 1] as number) - (places.lon[place] as number)) * perLon;
  const y = ((tracks.lat[i - 1] as number) - lat) * perLat;
  const dx = shortWay((tracks.lon[i] as number) - (tracks.lon[i - 1] as number)) * perLon;
  const dy = ((tracks.lat[i] as number) - (tracks.lat[i - 1] as number)) * perLat;
  const start = tracks.at[i - 1] as number;
  const duration = (tracks.at[i] as number) - start;
  const square = dx * dx + dy * dy;
  const off = x * x + y * y - reachMeters * reachMeters;
  if (square === 0) return off <= 0 ? { from: start, until: start + duration } : null;
  const half = x * dx + y * dy;
  const root = half * half - square * off;
  if (root < 0) return null;
  const from = Math.max(0, (-half - Math.sqrt(root)) / square);
  const until = Math.min(1, (-half + Math.sqrt(root)) / square);
  return until < from ? null : { from: start + from * duration, until: start + until * duration };
}

const shortWay = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);
