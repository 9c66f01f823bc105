// `npm run -s analyze -- <id> <file or ->`: reads {inputs}, writes one JSON result to stdout and nothing else there.
// Exit 0 result, 2 invalid input (problem document on stdout), 3 limit or cancelled, 1 fault.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { CATALOG, method } from '../../geodata/analysis/catalog.ts';
import { resultJson } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { ROLES, type Role } from '../../geodata/schema/roles.ts';
import type { Database } from '../db/database.ts';
import { hasReferences, resolveInputs } from './inputs.ts';
import { surroundings } from './surroundings.ts';

interface Surroundings {
  readonly withDatabase: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  readonly print: (line: string) => void;
  readonly log: (line: string) => void;
}

export async function runAnalyze(args: string[], { withDatabase, print, log }: Surroundings): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { role: { type: 'string', default: 'public' }, organization: { type: 'string', default: 'demo' } },
    });
    const [id, file] = positionals;
    if (id === 'list') {
      print(JSON.stringify(CATALOG.map((known) => ({ id: known.id, version: known.version, title: known.title }))));
      return 0;
    }
    if (id === undefined || file === undefined)
      throw new Problem('invalid_input', 'Say which analysis, and a file or - for stdin.');
    const known = method(id);
    const { inputs } = readInputs(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
    const role = roleOf(values.role);
    const viewer = { role, organizationId: values.organization, areaPrefix: '' };
    const resolved = hasReferences(inputs)
      ? await withDatabase((database) => resolveInputs(database, viewer, inputs))
      : inputs;
    print(resultJson(await known.run(resolved, surroundings())));
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) {
      log(error instanceof Error ? error.message : String(error));
      return 1;
    }
    print(JSON.stringify(error.toDocument()));
    return error.code === 'time_limit' || error.code === 'too_large' ? 3 : 2;
  }
}

function readInputs(json: string): { inputs: unknown } {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    throw new Problem('invalid_input', 'The file is not JSON.');
  }
  if (typeof body !== 'object' || body === null || !('inputs' in body) || Object.keys(body).length !== 1) {
    throw new Problem('invalid_input', 'The file holds one object {"inputs": {…}} and nothing else.');
  }
  return { inputs: body.inputs };
}

function roleOf(word: string): Role {
  const role = ROLES.find((known) => known === word);
  if (role === undefined) throw new Problem('invalid_input', `--role is one of ${ROLES.join(', ')}.`);
  return role;
}
