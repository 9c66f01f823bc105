// Coordinates as people type them: decimal degrees and degrees-minutes-seconds. Latitude first unless letters say otherwise.
import type { Position } from '../schema/geometry.ts';

const PART = String.raw`(-?\d{1,3}(?:\.\d+)?)\s*(?:°|d|\s)?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:['′m])\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″s])\s*)?`;
const LETTERED = new RegExp(`^${PART}([NSEW])[\\s,;]*${PART}([NSEW])$`, 'i');
const PLAIN = /^(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/;

/** `11.8469, 13.1572`, `11°50'49"N 13°9'26"E`, `E13.1572 …` is not taken. Null when it is no coordinate in range. */
export function coordinate(text: string): Position | null {
  const plain = PLAIN.exec(text.trim());
  if (plain !== null) return inRange(Number(plain[2]), Number(plain[1]));
  const match = LETTERED.exec(text.trim());
  if (match === null) return null;
  const first = degrees(match[1], match[2], match[3], match[4]);
  const second = degrees(match[5], match[6], match[7], match[8]);
  const firstIsLat = /[NS]/i.test(match[4] ?? '');
  const secondIsLat = /[NS]/i.test(match[8] ?? '');
  if (first === null || second === null || firstIsLat === secondIsLat) return null;
  return firstIsLat ? inRange(second, first) : inRange(first, second);
}

/** Whether a text is, or may be the beginning of, a coordinate: digits, signs, degree marks and directions only. */
export function mayBeCoordinate(text: string): boolean {
  return /\d/.test(text) && /^[-+\d.,;\s°'′"″NSEWdms]*$/i.test(text);
}

function degrees(whole = '', minutes = '0', seconds = '0', letter = ''): number | null {
  if (Number(minutes) >= 60 || Number(seconds) >= 60 || whole.startsWith('-')) return null;
  const value = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  return /[SW]/i.test(letter) ? -value : value;
}

function inRange(lon: number, lat: number): Position | null {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}
