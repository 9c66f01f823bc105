// UCDP events: how well a place is known decides whether it may be a cell, and nothing in the file verifies an event.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { importPath } from '../../../server/imports/import.ts';
import { inDatabase } from '../../support/database.ts';
import { DISTRICTS, events, withFiles } from './temporary_files.ts';

it('keeps a place known to within 25 km as its district, out of every cell, and says so with its own code', () => {
  const rows = events({ where_prec: 2, adm_2: 'Mafa lga' }, { where_prec: 2, adm_2: '' }, { where_prec: 3 }, {});
  return withFiles({ 'a.geojson': DISTRICTS, 'events.csv': rows }, (folder) =>
    inDatabase(async (database) => {
      const report = await importPath(database, { path: folder, organizationId: 'relief' });
      const groups = report.files.find((file) => file.name === 'events.csv')?.issues ?? [];
      const places = groups.filter((group) => group.column === 'where_prec');
      expect(places.map((group) => [group.code, group.severity, group.count])).toEqual([
        ['approximate_place', 'warning', 2],
        ['imprecise_place', 'warning', 1],
      ]);
      const stored = await database.rows(sql`
        select place_precision as place, area_pcode as area, cell_r7 is null and cell_r8 is null as cellless
        from incident order by place_precision, area_pcode`);
      expect(stored).toEqual([
        { place: 'district', area: 'NG008017', cellless: true },
        { place: 'district', area: 'NG008021', cellless: true },
        // Without a district's name it has none: the point may lie 25 km off.
        { place: 'district', area: null, cellless: true },
        { place: 'exact', area: 'NG008017', cellless: false },
      ]);
      const kept = await database.one(sql`select input_precision as p from dataset where noun = 'incident'`);
      expect(kept).toEqual({ p: 'district' });
    }),
  );
});

it('takes no event for verified, however clear the file calls it', () =>
  withFiles({ 'events.csv': events({ event_clarity: 1 }, { event_clarity: 2 }, { event_clarity: '' }) }, (folder) =>
    inDatabase(async (database) => {
      await importPath(database, { path: join(folder, 'events.csv'), organizationId: 'relief' });
      const stored = await database.rows(
        sql`select verification, count(*)::integer as n from incident group by verification`,
      );
      expect(stored).toEqual([{ verification: 'unverified', n: 3 }]);
    }),
  ));
