// Chooses the database: a PostgreSQL server when there is an address, else the embedded one in the data folder.
// The drivers are loaded only when chosen.
import type { Database } from './database.ts';
import type { Login } from './guise.ts';

export interface OpenOptions {
  /** postgres://…, or null for the embedded database. */
  readonly url: string | null;
  /** Addresses of the logins per privilege, on PostgreSQL. */
  readonly logins?: Partial<Record<Login, string>>;
  readonly dataFolder: string;
  /** The embedded database gives up no statement: for a load that the operator runs, with nobody behind it. */
  readonly patient?: boolean;
  readonly log: (line: string) => void;
}

export async function openDatabase({ url, logins, dataFolder, patient, log }: OpenOptions): Promise<Database> {
  if (url === null) {
    const { openEmbedded, UNBOUNDED } = await import('./embedded.ts');
    return openEmbedded({ folder: dataFolder, log, ...(patient ? { bounds: UNBOUNDED } : {}) });
  }
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres({ url, log, ...(logins === undefined ? {} : { logins }) });
}
