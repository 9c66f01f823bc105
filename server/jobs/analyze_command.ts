// `npm run -s analyze -- <id> <file or ->`: reads {inputs}, writes one JSON result to stdout and nothing else there.
// Exit 0 result, 2 invalid input (problem document on stdout), 3 limit or cancelled, 1 fault. The analysis runs in a
// worker thread, so that Ctrl-C is heard while it computes.
import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import { ROLES, type Role } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { createAnalysisPool, POOL_LIMITS, type RunOptions, type Task } from './analysis_pool.ts';
import { readCollections } from './inputs.ts';

interface CommandSurroundings {
  readonly withDatabase: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  readonly print: (line: string) => void;
  readonly log: (line: string) => void;
}

const LIMITS: ReadonlySet<ProblemCode> = new Set(['time_limit', 'too_large', 'cancelled']);
const FAULTS: ReadonlySet<ProblemCode> = new Set(['fault', 'worker_lost', 'busy', 'database_unavailable']);

export async function runAnalyze(args: string[], { withDatabase, print, log }: CommandSurroundings): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const { values, positionals } = readArguments(args);
    const [id, file] = positionals;
    if (id === 'list') {
      // The catalog is read here only where it is asked for: the worker reads its own.
      const { CATALOG } = await import('../../geodata/analysis/catalog.ts');
      print(JSON.stringify(CATALOG.map((known) => ({ id: known.id, version: known.version, title: known.title }))));
      return 0;
    }
    if (id === undefined || file === undefined)
      throw new Problem('invalid_input', 'Say which analysis, and a file or - for stdin.');
    const viewer = { role: roleOf(values.role), organizationId: values.organization, areaPrefix: '' };
    const options: RunOptions = {
      signal: stop.signal,
      async readCollections(references) {
        const asker = { viewer, token: null, now: new Date() };
        const { method } = await import('../../geodata/analysis/catalog.ts');
        const known = method(id);
        return withDatabase((database) =>
          database.transaction((tx) => readCollections(tx, asker, { method: known, references }), { heavy: true }),
        );
      },
    };
    const result = await inWorker(options, async () => {
      const body = new Uint8Array(
        file === '-' ? await buffer(addAbortSignal(stop.signal, process.stdin)) : await readInput(file),
      );
      return { id, body };
    });
    print(new TextDecoder().decode(result));
    return 0;
  } catch (caught) {
    const error = caught instanceof Problem || !stop.signal.aborted ? caught : new Problem('cancelled');
    if (!(error instanceof Problem)) {
      log(error instanceof Error ? error.message : String(error));
      return 1;
    }
    print(JSON.stringify(error.toDocument()));
    if (FAULTS.has(error.code)) return 1;
    return LIMITS.has(error.code) ? 3 : 2;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** Throws Problem invalid_input for an option that there is not; its message would repeat what was typed. */
function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { role: { type: 'string', default: 'public' }, organization: { type: 'string', default: 'demo' } },
    });
  } catch {
    throw new Problem('invalid_input', 'The options are --role and --organization, each with its value.');
  }
}

/** Throws Problem invalid_input where the file is not there or cannot be read. */
async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new Problem('invalid_input', 'The file cannot be read: is it there, is it a file, and may you read it?');
  }
}

/** One worker with the memory that this process may have, and all the time it needs; it starts while the file is read. */
async function inWorker(options: RunOptions, task: () => Promise<Task>): Promise<Uint8Array> {
  const heapMb = Math.floor(getHeapStatistics().heap_size_limit / 1024 / 1024);
  const limits = { ...POOL_LIMITS, workers: 1, timeMs: 2 ** 31 - 1, heapMb, mostCharacters: Number.POSITIVE_INFINITY };
  const pool = createAnalysisPool(limits);
  try {
    return await pool.run(await task(), options);
  } finally {
    await pool.close();
  }
}

function roleOf(word: string): Role {
  const role = ROLES.find((known) => known === word);
  if (role === undefined) throw new Problem('invalid_input', `--role is one of ${ROLES.join(', ')}.`);
  return role;
}
