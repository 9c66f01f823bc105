// Functions that run as the owner of the tables: whoever calls them, they meet the owner's tables and nobody else's.
import { expect, it } from 'vitest';
import { LOGINS } from '../../../server/db/guise.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { inDatabase, openTestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

it('look for temporary tables last, each of them', async () => {
  const database = await openTestDatabase();
  const definers = await database.rows<{ name: string; path: string | null }>(sql`
    select proname as name, (select max(one) from unnest(proconfig) one where one like 'search_path=%') as path
    from pg_proc p where prosecdef and pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`);
  expect(definers.length).toBeGreaterThan(5);
  for (const { name, path } of definers) expect([name, path]).toEqual([name, expect.stringMatching(/, pg_temp$/)]);
});

it.each(LOGINS)('are not needed by what a login may make: %s makes no temporary table and no large object', (login) =>
  inDatabase(async (database) => {
    const guise = database.as({ login, organizationId: 'one', accountId: '' });
    for (const statement of [
      'create temp table mine (id int)',
      'select lo_create(0)',
      'select n_live_tup from pg_stat_user_tables',
    ]) {
      await expect(guise.rows(raw(statement))).rejects.toThrow('42501');
    }
  }),
);

it('cannot be made to run what a login of a privilege has written', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    // A database whose owner could not take temporary tables away from everybody.
    await database.run(
      raw(`do $$ begin execute format('grant temporary on database %I to app_planner', current_database()); end $$`),
    );
    const planner = database.as({ login: 'app_planner', organizationId: 'one', accountId: '' });
    const found = await planner.transaction(async (tx) => {
      await tx.run(raw('create temp table pub_service (like public.pub_service)'));
      await tx.run(
        raw(`create function pg_temp.take() returns trigger language plpgsql as $$ begin
          execute 'grant select on public.account to app_planner';
          return new;
        end $$`),
      );
      await tx.run(
        raw('create trigger taken before insert on pg_temp.pub_service for each row execute function pg_temp.take()'),
      );
      await tx.run(raw('discard plans')); // of what was called before there was such a table
      await tx.run(sql`
        insert into service (organization_id, name, kind, geom)
        values ('one', 'Bait', 'medical', st_setsrid(st_makepoint(10.7, 10.7), 4326))`);
      return tx.one(sql`
        select has_table_privilege('app_planner', 'public.account', 'select') as reads,
          (select count(*) from public.pub_service where name = 'Bait') as published`);
    });
    expect(found).toEqual({ reads: false, published: 1 });
  }));
