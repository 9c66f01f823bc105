// A fault on the way of a report is told when its day is over, not when it comes up: a line of the log has the time at which
// it is written, and would tell that somebody reported then. Knows no report.

/** The route's pattern, never the address that was asked for. */
interface FaultPlace {
  readonly method: string;
  readonly route: string;
}

type OnFault = (fault: unknown, place?: FaultPlace) => void;

/** What a focal point sends is held with them. */
const REPORTS = /^\/api\/(reports|community-observations)(\/|$)/;
/** Of one day. The first of a kind tells what there is to tell. */
const HELD_MOST = 20;

export interface ReportFaults {
  /** Passes every fault on at once but those of reports. */
  readonly onFault: OnFault;
  /** Passes on what was held back before today; `all`: of today too, when the process ends. */
  tellFaults(all?: boolean): void;
}

export function holdReportFaults(onFault: OnFault, now: () => Date): ReportFaults {
  const today = () => now().toISOString().slice(0, 10);
  let held: { readonly day: string; readonly fault: unknown; readonly place: FaultPlace }[] = [];
  return {
    onFault(fault, place) {
      if (place === undefined || !REPORTS.test(place.route)) onFault(fault, place);
      else if (held.length < HELD_MOST) held.push({ day: today(), fault, place });
    },
    tellFaults(all = false) {
      const over = held.filter(({ day }) => all || day < today());
      held = held.filter((one) => !over.includes(one));
      for (const { fault, place } of over) onFault(fault, place);
    },
  };
}
