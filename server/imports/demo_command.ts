// The command `demo`: loads the invented season at a scale and with a seed. Answers with one line of JSON.
import { parseArgs } from 'node:util';
import { MAX_SCALE } from '../../geodata/demo/scale.ts';
import type { Database } from '../db/database.ts';
import { loadDemo } from './demo.ts';

interface DemoCommand {
  readonly database: Database;
  /** Progress. */
  readonly log: (line: string) => void;
  /** The answer. */
  readonly print: (line: string) => void;
}

/** Returns the exit code: 0 loaded, 2 the arguments cannot be used. */
export async function runDemo(args: readonly string[], command: DemoCommand): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    command.log(options);
    return 2;
  }
  const report = await loadDemo(command.database, { ...options, today: new Date(), log: command.log });
  command.print(JSON.stringify(report));
  return 0;
}

/** The options, or the sentence that says what is wrong with them. */
function readOptions(args: readonly string[]): { scale: number; seed: number } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { scale: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
    });
    const scale = Number(values.scale);
    const seed = Number(values.seed);
    if (!(scale > 0 && scale <= MAX_SCALE)) return `--scale is a number over 0 and up to ${MAX_SCALE}.`;
    if (!Number.isSafeInteger(seed)) return '--seed is a whole number.';
    return { scale, seed };
  } catch {
    return 'The command demo takes --scale N and --seed N, and nothing else.';
  }
}
