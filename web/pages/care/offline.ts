// Keeps the pages of care for use without a network, once nothing else has to be loaded. Knows no need and no place: what
// is kept are files that are the same for everybody.
import { isLeaving } from './leave.ts';

const WORKER = '/service_worker.js';

const container = (): ServiceWorkerContainer | null => ('serviceWorker' in navigator ? navigator.serviceWorker : null);

/** Resolves when the browser has nothing to do; at once where it cannot say so. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 10_000 });
    else resolve();
  });

/** Registers the worker, which stores the pages, and has it store the packs at these addresses as well. */
export async function keepOffline(packs: readonly string[]): Promise<void> {
  const workers = container();
  if (workers === null || isLeaving()) return;
  const [own, other] = location.pathname === '/report' ? ['/report', '/find'] : ['/find', '/report'];
  await workers.register(WORKER, { scope: own });
  const { active } = await workers.ready;
  if (isLeaving()) return;
  active?.postMessage({ keep: packs });
  // The second finds everything stored by the first.
  await workers.register(WORKER, { scope: other });
}

/** Calls back when a newer version of the pages took over from the one that this page came with. */
export function onNewVersion(heard: () => void): () => void {
  const workers = container();
  // Without a worker at the beginning the first one takes over, and nothing is new.
  if (workers === null || workers.controller === null) return () => undefined;
  workers.addEventListener('controllerchange', heard);
  return () => workers.removeEventListener('controllerchange', heard);
}
