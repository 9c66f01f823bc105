// Reports by the day on which they came, newest day first; within a day in the order in which the server gave them.
import type { ReportItem } from './inbox_api.ts';

export interface ReportDay {
  readonly day: string;
  readonly reports: readonly ReportItem[];
}

export function byDay(reports: readonly ReportItem[]): ReportDay[] {
  const days = new Map<string, ReportItem[]>();
  for (const report of reports) {
    const same = days.get(report.takenOn);
    if (same === undefined) days.set(report.takenOn, [report]);
    else same.push(report);
  }
  return [...days].map(([day, reports]) => ({ day, reports })).sort((a, b) => (a.day < b.day ? 1 : -1));
}
