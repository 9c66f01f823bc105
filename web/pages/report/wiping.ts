// What is typed and shown ends with the page: a browser that keeps the whole page to show it again on "back" gets an empty one.
// Hiding the page is not leaving it: who looks something up in between, or picks a photo, loses nothing.
import { clearReport } from './report_state.ts';

export function wipeOnLeaving(): void {
  addEventListener('pagehide', () => {
    document.body.replaceChildren();
    clearReport();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
