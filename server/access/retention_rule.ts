// A shorter time to keep incidents destroys records, so that it waits a week: whoever sees it coming can still prevent it.
import type { Setting, SettingChange } from '../../geodata/schema/setting.ts';

const WAIT_MS = 7 * 86_400_000;

/** The settings as they will be. The time in force, a longer one or null holds at once and ends what waited. */
export function changedSettings(before: Setting, change: SettingChange, now: Date): Setting {
  const { incidentRetentionDays: wanted, ...parts } = change;
  const after = { ...before, ...parts } as Setting;
  if (wanted === undefined) return after;
  if (wanted === null || (before.incidentRetentionDays !== null && wanted >= before.incidentRetentionDays)) {
    return { ...after, incidentRetentionDays: wanted, incidentRetentionDaysNext: null, retentionFrom: null };
  }
  if (wanted === before.incidentRetentionDaysNext) return after;
  const from = new Date(now.getTime() + WAIT_MS).toISOString().slice(0, 10);
  return { ...after, incidentRetentionDaysNext: wanted, retentionFrom: from };
}
