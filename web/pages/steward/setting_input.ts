// What was typed into the settings → a change, and which fields cannot be taken. The same limits as the server's. Pure.
import type { ReleaseScheme } from '../../../geodata/schema/release.ts';

interface Typed {
  readonly floor: string;
  readonly scheme: ReleaseScheme;
  /** Empty = kept until somebody removes them. */
  readonly days: string;
}

const FLOOR = [5, 1000] as const;
const DAYS = [30, 36_500] as const;

export function settingOf({ floor, scheme, days }: Typed) {
  const releaseFloor = whole(floor, FLOOR);
  const kept = days.trim() === '' ? null : whole(days, DAYS);
  const faults: ('floor' | 'days')[] = [];
  if (Number.isNaN(releaseFloor)) faults.push('floor');
  if (Number.isNaN(kept)) faults.push('days');
  return { change: { releaseFloor, releaseScheme: scheme, incidentRetentionDays: kept }, faults };
}

function whole(text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : Number.NaN;
}
