// Leaving at once: the page is blank before anything else happens, then what the browser kept of it is erased, then another
// site stands in its place in the history. Knows no page and no word.
import { forgetSite } from '../../api_care.ts';

/** Until a directory says where its operator wants people to land. */
const EXIT_URL = 'https://www.wikipedia.org/';
/** Three presses of Shift with no other key between, each within this of the one before. */
const SHIFT_PRESSES = 3;
const SHIFT_MS = 700;
/** Longest that erasing holds the way out; what is left of it is done by the answer to /leave. */
const ERASE_MS = 400;

let exitUrl = EXIT_URL;
let left = false;

/** Where leaving leads, from the rules of the directory. Anything but https is not taken. */
export function exitTo(url: string): void {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') exitUrl = url;
}

/** True from the first moment of leaving: nothing may be stored any more. */
export const isLeaving = (): boolean => left;

/** The workers first: one that is still storing would otherwise store on. */
async function erase(): Promise<void> {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const { installing, waiting, active } of workers)
    for (const worker of [installing, waiting, active]) worker?.postMessage({ forget: true });
  await Promise.all(workers.map((worker) => worker.unregister()));
  const names = 'caches' in window ? await caches.keys() : [];
  await Promise.all(names.map((name) => caches.delete(name)));
}

export function leave(): void {
  if (left) return;
  left = true;
  document.body.remove();
  const erased = erase().catch(() => undefined);
  if (navigator.onLine) forgetSite();
  const enough = new Promise((resolve) => setTimeout(resolve, ERASE_MS));
  Promise.race([erased, enough]).then(() => location.replace(exitUrl));
}

/** A page that the browser kept aside whole begins anew when somebody comes back to it. Returns what ends it. */
export function forgetOnReturn(): () => void {
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) location.reload();
  };
  window.addEventListener('pageshow', shown);
  return () => window.removeEventListener('pageshow', shown);
}

/** Shift three times in a row leaves. Returns what ends it. */
export function leaveOnShift(): () => void {
  let presses = 0;
  let last = Number.NEGATIVE_INFINITY;
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Shift') presses = 0;
    else if (!event.repeat) {
      presses = event.timeStamp - last <= SHIFT_MS ? presses + 1 : 1;
      last = event.timeStamp;
      if (presses >= SHIFT_PRESSES) leave();
    }
  };
  window.addEventListener('keydown', pressed, true);
  return () => window.removeEventListener('keydown', pressed, true);
}
