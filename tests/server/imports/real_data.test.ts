// The real files of north-eastern Nigeria and Syria: every file is taken, and the dirt that is known to be in them is told.
import { describe, expect } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { type FileReport, importPath } from '../../../server/imports/import.ts';
import { reportLines } from '../../../server/imports/report.ts';
import { inDatabase } from '../../support/database.ts';
import { itOnRealData } from '../../support/real_data.ts';

const codes = (file: FileReport | undefined): Record<string, number> =>
  Object.fromEntries(
    file?.issues.filter((one) => one.code !== 'column_dropped').map((one) => [one.code, one.count]) ?? [],
  );

describe('north-eastern Nigeria', () => {
  itOnRealData('ne-nigeria', 'is taken file by file, with its known dirt told to the number', (folder) =>
    inDatabase(async (database) => {
      const report = await importPath(database, { path: folder, organizationId: 'ne-nigeria' });
      expect([report.committed, report.errors, report.ignored]).toEqual([true, 0, ['ATTRIBUTION.md', 'README.md']]);
      expect(Object.fromEntries(report.files.map((file) => [file.name, [file.noun, file.rowsStored]]))).toEqual({
        'admin_lga_bay.geojson': ['area', 65],
        'settlements_geonames.csv': ['place', 83],
        'wards_points_bay.csv': ['place', 716],
        'roads_regional_graph_nodes.csv': ['place', 15],
        'roads_regional_graph_edges.geojson': ['road', 61],
        'damaturu/roads_osm_graph.geojson': ['road', 13_343],
        'population_lga_worldpop2020.csv': ['population', 65],
        'population_grid_20km_afripop2020.tif': ['population', 1312],
        'damaturu/population_100m_grid.geojson': ['population', 9892],
        'damaturu/population_1km.tif': ['population', 95],
        'damaturu/population_points_1km.geojson': ['population', 95],
        'health_healthsites_osm.geojson': ['service', 508],
        'damaturu/health_osm.geojson': ['service', 2],
        'damaturu/education_osm.geojson': ['service', 1],
        'events_ucdp_ged20.1_bay.csv': ['incident', 2660],
        'damaturu/aoi.geojson': [null, 0],
      });
      const issues = (name: string) => codes(report.files.find((file) => file.name === name));
      expect(issues('events_ucdp_ged20.1_bay.csv')).toEqual({
        ...{ approximate_place: 480, imprecise_place: 682, imprecise_time: 339 },
        ...{ stacked_points: 384, outside_areas: 19, name_unmatched: 10 },
      });
      expect(issues('population_lga_worldpop2020.csv')).toEqual({ name_mismatch: 4 });
      expect(issues('wards_points_bay.csv')).toEqual({ name_unmatched: 40 });
      expect(issues('damaturu/population_100m_grid.geojson')).toEqual({ odd_cells: 4 });
      expect(issues('damaturu/aoi.geojson')).toEqual({ file_skipped: 1 });
      const text = reportLines(report, { color: false }).join('\n');
      for (const pair of ['Borsari (Bursari', 'Girie (Girei', 'Tarmuwa (Tarmua', 'Teungo (Toungo'])
        expect(text).toContain(pair);
      // Rows and columns, never the coordinates of an event.
      expect(text).not.toMatch(/13\.16|11\.84/);
    }),
  );

  itOnRealData('ne-nigeria', 'keeps the people of each population file, and says how precise they are', (folder) =>
    inDatabase(async (database) => {
      await importPath(database, { path: folder, organizationId: 'ne-nigeria' });
      const rows = await database.rows<{ name: string; people: number; precision: string; width: number | null }>(sql`
        select d.name, d.input_precision as precision, d.cell_width as width, sum(c.people) as people
        from dataset d join population_cell c on c.organization_id = d.organization_id and c.dataset_id = d.id
        group by d.name, d.input_precision, d.cell_width`);
      const by = (name: string) => rows.find((row) => row.name === name);
      expect(by('population_lga_worldpop2020')).toMatchObject({
        people: 14_741_805,
        precision: 'district',
        width: null,
      });
      expect(by('damaturu-population_100m_grid')?.people).toBeCloseTo(65_512.1101, 4);
      expect(by('damaturu-population_100m_grid')?.width).toBeCloseTo(1 / 1200, 8);
      expect(by('population_grid_20km_afripop2020')).toMatchObject({ precision: 'cell', width: 0.166666666 });
      // The same density once as raster and once as points: the same people.
      const [raster, points] = [
        by('damaturu-population_1km')?.people ?? 0,
        by('damaturu-population_points_1km')?.people ?? 1,
      ];
      expect(raster / points).toBeCloseTo(1, 4);
    }),
  );

  itOnRealData(
    'ne-nigeria',
    'never calls a conflict event gender-based violence, nor makes a dot of an area',
    (folder) =>
      inDatabase(async (database) => {
        await importPath(database, { path: folder, organizationId: 'ne-nigeria' });
        const types = await database.rows<{ type: string; n: number }>(
          sql`select type, count(*)::integer as n from incident group by type order by type`,
        );
        expect(types).toEqual([
          { type: 'non_state_violence', n: 144 },
          { type: 'one_sided_violence', n: 981 },
          { type: 'state_based_violence', n: 1535 },
        ]);
        const vague = await database.rows<{ place: string; n: number; cells: number }>(sql`
        select place_precision as place, count(*)::integer as n, count(cell_r7)::integer as cells
        from incident group by 1 order by 2 desc`);
        expect(vague).toEqual([
          { place: 'exact', n: 1498, cells: 1498 },
          { place: 'district', n: 905, cells: 0 },
          { place: 'country', n: 166, cells: 0 },
          { place: 'state', n: 91, cells: 0 },
        ]);
        // Three district events are in "Tarmuwa", which the districts call Tarmua: joined by no name.
        const joined = await database.one<{ states: number; districts: number }>(sql`
        select count(*) filter (where place_precision = 'state' and area_pcode in ('NG002', 'NG008', 'NG036'))::integer as states,
               count(*) filter (where place_precision = 'district' and area_pcode is not null)::integer as districts
        from incident`);
        expect(joined).toEqual({ states: 91, districts: 902 });
      }),
  );
});

describe('Syria', () => {
  itOnRealData('syria-events', 'is taken from the gzip file as it lies there', (folder) =>
    inDatabase(async (database) => {
      const report = await importPath(database, { path: folder, organizationId: 'syria-events' });
      expect([report.committed, report.files[0]?.rowsStored]).toEqual([true, 16_566]);
      expect(codes(report.files[0])).toEqual({
        ...{ approximate_place: 5786, imprecise_place: 1770, imprecise_time: 1086, stacked_points: 841 },
      });
    }),
  );
});
