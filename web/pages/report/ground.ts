// What the page stands on before anything is told: to whom it can be sealed, the rules of the place, and its areas. Comes whole
// while the person reads, with the code that seals, so that nothing typed is lost to a link that breaks.

import type { CareRules } from '../../../geodata/schema/care_rules.ts';
import type { Directory, PackEntry } from '../../../geodata/schema/pack.ts';
import { readChallenge, readDirectory, readPacks } from '../../api_care.ts';
import { exitTo } from '../care/leave.ts';

export interface Ground {
  /** People who can open a report; 0 = none yet. */
  readonly keys: number;
  readonly regions: readonly PackEntry[];
  /** null = not known here. */
  readonly rules: CareRules | null;
  readonly directory: Directory | null;
  readonly sealing: typeof import('./sealing.ts');
}

/** Rejects where there is no network. Without a directory reports still work: its rules are then said to be not known. */
export async function loadGround(): Promise<Ground> {
  const [{ keys }, sealing, { regions, directory }] = await Promise.all([
    readChallenge(),
    import('./sealing.ts'),
    firstDirectory(),
  ]);
  if (directory !== null) exitTo(directory.rules.exitUrl);
  return { keys: keys.length, regions, rules: directory?.rules ?? null, directory, sealing };
}

/** The smallest, for the rules, which are the same in all: which one says nothing about who asks. */
async function firstDirectory(): Promise<{ regions: readonly PackEntry[]; directory: Directory | null }> {
  const regions = await readPacks().then(
    ({ content }) => content,
    () => [],
  );
  const [smallest] = [...regions].sort((a, b) => a.directory.bytes - b.directory.bytes);
  if (smallest === undefined) return { regions, directory: null };
  return { regions, directory: await directoryOf(smallest.region).catch(() => null) };
}

export async function directoryOf(region: string): Promise<Directory> {
  const [{ unpackDirectory }, { content }] = await Promise.all([
    import('../../../geodata/formats/directory_pack.ts'),
    readDirectory(region),
  ]);
  return unpackDirectory(content);
}
