// What a reader of care-in-time must know of its inputs before acting on it, in sentences.
import type { ServiceColumns } from './care_in_time_choice.ts';
import type { CareInTimeInput } from './care_in_time_schema.ts';

export function careWarnings(input: CareInTimeInput, services: ServiceColumns, hours: number | null): string[] {
  const warnings: string[] = [];
  const count = services.count;
  const where = (is: (s: number) => boolean): number => {
    let found = 0;
    for (let s = 0; s < count; s++) if (is(s)) found++;
    return found;
  };
  const say = (found: number, text: string): void => {
    if (found > 0) warnings.push(`${found} of ${count} services ${text}`);
  };
  if (count === 0) warnings.push('There are no services in this list: ask the contact for this district.');
  if (hours === null)
    warnings.push('The time since the incident is not known: no window is judged, go as soon as possible.');
  const { openingHours, status, components, outOfStock } = input.services;
  say(
    where((s) => services.stale[s] === 1),
    'were checked too long ago or never: they are ranked after others, call first.',
  );
  say(
    where((s) => services.underReview[s] === 1),
    'are being checked since people found no help there: they are ranked after others, call first.',
  );
  if (openingHours === undefined && count > 0) {
    warnings.push('No opening hours were given: every time is that of the arrival, and the place may be closed then.');
  } else {
    say(
      where((s) => services.hours.schedules[services.hours.of[s] as number] === null),
      'have opening hours that are not known or a time zone that does not exist: they are ranked after others, call first.',
    );
  }
  if (status === undefined && count > 0) warnings.push('No status was given: every service is taken to be running.');
  else
    say(
      where((s) => services.status[s] === 2),
      'have an unknown status: they are ranked after others, call first.',
    );
  if (components === undefined && count > 0) {
    warnings.push('No components were given: it is not known which place has what a need asks for, call first.');
  } else {
    say(
      where((s) => services.components[s] === -1),
      'have components that are not known: they are ranked after others, call first.',
    );
  }
  if (outOfStock === undefined && count > 0) {
    warnings.push('No stock was given: every place is taken to have all that it usually has, call first.');
  } else {
    say(
      where((s) => services.outOfStock[s] === -1),
      'have stock that is not known: they are ranked after others, call first.',
    );
  }
  const band = input.travel ?? input.services;
  if (band.minutesP10 === undefined || band.minutesP90 === undefined) {
    warnings.push(
      'Travel times are uncalibrated and without a full band from P10 to P90: "in" and "out" are less sure than they look near a limit.',
    );
  }
  return warnings;
}
