// `npm run verify-audit`: goes along every chain and says where it stands, or the first number at which it does not.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';
import { auditedOrganizations } from '../queries/audit.ts';
import { type ChainVerdict, checkChain } from './audit_chain.ts';
import { headsFile, keptHeads, readHeads } from './audit_heads.ts';

interface Surroundings {
  readonly database: Database;
  readonly dataFolder: string;
  readonly print: (line: string) => void;
}

const USAGE = `Usage: npm run verify-audit -- [--organization ID] [--head HASH] [--heads FILE]

  --organization ID   one chain; by default every organization and the server's own
  --head HASH         a hash noted earlier that must be in the chain
  --heads FILE        daily heads kept elsewhere; by default audit-heads.log in the data folder`;

/** Exit code: 0 every chain stands, 1 one does not, 2 asked wrongly. */
export async function runVerifyAudit(args: string[], { database, dataFolder, print }: Surroundings): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    print(USAGE);
    return 2;
  }
  const heads =
    asked.heads === undefined
      ? await keptHeads(headsFile(dataFolder))
      : readHeads(
          await readFile(asked.heads, 'utf8').catch(() => {
            throw new Problem('not_found', 'The file of heads cannot be read. Check its name.');
          }),
        );
  const known = await auditedOrganizations(database);
  const all = [...new Set([...known, ...heads.map(({ organizationId }) => organizationId)])].sort();
  const chosen = asked.organization === undefined ? all : [asked.organization];
  if (chosen.length === 0) print('There is no entry yet.');
  const verdicts: ChainVerdict[] = [];
  for (const organizationId of chosen) {
    const verdict = await checkChain(database, { organizationId, heads, wanted: asked.head ?? null });
    print(sentenceOf(organizationId, verdict));
    verdicts.push(verdict);
  }
  // A noted hash is of one chain; it need not be in the others.
  const stands = verdicts.every(({ brokenAt }) => brokenAt === null);
  const found = verdicts.length === 0 ? asked.head === undefined : verdicts.some((verdict) => verdict.found);
  if (!found) print('The noted hash is in no chain: entries up to it were changed or cut off.');
  return stands && found ? 0 : 1;
}

function sentenceOf(organizationId: string, { entries, brokenAt, head }: ChainVerdict): string {
  const name = organizationId === '' ? 'The server itself' : `Organization ${organizationId}`;
  if (brokenAt === null) return `${name}: all ${entries} entries stand. Head: ${head ?? 'none'}`;
  return `${name}: BROKEN at entry ${brokenAt}: it is missing, changed, out of order or cut off. ${entries} entries before it stand.`;
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { organization: { type: 'string' }, head: { type: 'string' }, heads: { type: 'string' } },
    });
    const isHash = values.head === undefined || /^[0-9a-f]{64}$/.test(values.head);
    return positionals.length === 0 && isHash ? values : null;
  } catch {
    return null;
  }
}
