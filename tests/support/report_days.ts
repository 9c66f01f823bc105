// Tomorrow for reports: a report shows in the stewards' inbox from the day after it came, and no server can be told that it
// is another day. A test that has stopped its server ages the rows of its own database instead.
import type { Database } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/open.ts';
import { raw } from '../../server/db/sql.ts';

/** What came today came yesterday. */
export async function ageReports(database: Pick<Database, 'transaction'>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.run(raw('update report_message set taken_on = taken_on - 1'));
    await tx.run(raw('update report_day set day = day - 1'));
    await tx.run(raw('update report_key set created_on = created_on - 1'));
  });
}

/** The same for the embedded database of a server that is stopped (its SAFEREACH_DATA). */
export async function ageReportsIn(dataFolder: string): Promise<void> {
  const database = await openDatabase({ url: null, dataFolder, log: () => undefined });
  try {
    await ageReports(database);
  } finally {
    await database.close();
  }
}
