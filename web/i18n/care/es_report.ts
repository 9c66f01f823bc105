// The report in this language.
import type { EN_REPORT } from './en_report.ts';

export const ES_REPORT = {} as const satisfies Record<keyof typeof EN_REPORT, string>;
