// Real data for tests: the folder named by SAFEREACH_REAL_DATA, which never goes into the repository. Where it is absent
// or `none` the tests that need it are skipped, and their names say why.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';

const named = process.env['SAFEREACH_REAL_DATA'] ?? '';

/** The folder of a set of real data (`ne-nigeria`, `syria-events`), or null where it is not there. */
export function realData(set: string): string | null {
  if (named === '' || named === 'none') return null;
  const folder = join(named, set);
  return existsSync(folder) ? folder : null;
}

/** A test on real data; `work` gets the folder of the set. */
export function itOnRealData(set: string, name: string, work: (folder: string) => Promise<void>): void {
  const folder = realData(set);
  if (folder === null) it.skip(`${name} (real data absent: ${set})`, () => undefined);
  else it(name, () => work(folder));
}
