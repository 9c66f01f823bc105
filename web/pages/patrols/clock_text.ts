// Times of visits by the clock of the place: a team goes by the clock on its wall. Pure.
const formats = new Map<string, { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat }>();

function formatsOf(timeZone: string) {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone }),
    time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
  };
  formats.set(timeZone, made);
  return made;
}

/** "Mon 23 Nov, 06:00–07:00". */
export function slotText({ from, until }: { from: string; until: string }, timeZone: string): string {
  const { day, time } = formatsOf(timeZone);
  const [start, end] = [new Date(from), new Date(until)];
  return `${day.format(start).replace(',', '')}, ${time.format(start)}–${time.format(end)}`;
}
