// `npm run import -- <file or folder>`: arguments → import → report. Answers go to print, progress to log.
import { parseArgs } from 'node:util';
import type { RasterUnit } from '../../geodata/formats/geotiff.ts';
import { NOUNS, type Noun } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';
import { GENERIC_COLUMNS } from './generic.ts';
import { importPath } from './import.ts';
import { organizationOf } from './plan.ts';
import { reportLines } from './report.ts';

export interface CommandOutput {
  readonly database: Database;
  readonly log: (line: string) => void;
  readonly print: (line: string) => void;
}

const columns = Object.entries(GENERIC_COLUMNS).map(([noun, names]) => `  ${noun.padEnd(11)} ${names.join(', ')}`);

const USAGE = `Usage: npm run import -- <file or folder> [options]

  --organization ID   where the data goes; by default the name of the file or folder
  --dry-run           do all the work, report, and change nothing
  --noun NOUN         what the rows are: ${NOUNS.join(', ')}
  --unit UNIT         of rasters that do not say it: people or people_per_km2
  --replace           put the files in the place of datasets of the same name

Columns read with --noun (places also as GeoJSON; shapes only as GeoJSON):
${columns.join('\n')}
Texts of services in other languages stand in columns of their own: name_fr, eligibility_ar, documents_es …`;

interface Arguments {
  readonly path: string;
  readonly organizationId: string;
  readonly dryRun: boolean;
  readonly noun: Noun | null;
  readonly unit: RasterUnit | null;
  readonly replace: boolean;
}

/** Runs the command; returns the exit code: 0 stored (or would be), 1 refused, 2 asked wrongly. */
export async function runImport(args: string[], { database, log, print }: CommandOutput): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    print(asked);
    print('');
    print(USAGE);
    return 2;
  }
  try {
    const report = await importPath(database, { ...asked, log });
    for (const line of reportLines(report, { color: process.stdout.isTTY === true })) print(line);
    const taken = report.files.some((file) => file.dataset !== null);
    return report.errors === 0 && taken ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    print(error.message || error.toDocument().title);
    return 1;
  }
}

/** The arguments, or a sentence that says what is wrong with them. */
function readArguments(args: string[]): Arguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments cannot be read.';
  }
  const { values, positionals } = parsed;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) return 'Name one file or folder.';
  const organizationId = values.organization ?? organizationOf(path);
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(organizationId)) {
    return 'An organization is named with lower-case letters, digits and dashes.';
  }
  const noun = NOUNS.find((one) => one === values.noun) ?? null;
  if (values.noun !== undefined && noun === null) return `--noun is one of: ${NOUNS.join(', ')}.`;
  const unit = (['people', 'people_per_km2'] as const).find((one) => one === values.unit) ?? null;
  if (values.unit !== undefined && unit === null) return '--unit is people or people_per_km2.';
  return { path, organizationId, dryRun: values['dry-run'] ?? false, noun, unit, replace: values.replace ?? false };
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      organization: { type: 'string' },
      'dry-run': { type: 'boolean' },
      noun: { type: 'string' },
      unit: { type: 'string' },
      replace: { type: 'boolean' },
    },
  });
