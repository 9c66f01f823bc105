-- Walls inside the database: one login per privilege with its own grants, row-level security by organization as the
-- second wall, and tables of their own for what the public and planners may read. Nothing below is the privacy model;
-- it is what stands when a query is wrong.

-- Functions below that run as the owner keep the search path of this transaction. Temporary tables come first in every path
-- that does not name them: a login could put one of its own, with a trigger, in the place of what such a function writes.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

do $$
declare login text;
begin
  foreach login in array array['app_public', 'app_planner', 'app_operations', 'app_steward'] loop
    if not exists (select from pg_roles where rolname = login) then
      begin
        execute format('create role %I nologin', login);
      exception
        when duplicate_object or unique_violation then null; -- another database of this server was faster
        when insufficient_privilege then
          raise exception 'The login that migrates may not create roles: give it CREATEROLE, or create app_public, app_planner, app_operations and app_steward first.';
      end;
    end if;
    if not pg_has_role(current_user, login, 'member') then
      execute format('grant %I to current_user', login);
    end if;
  end loop;
  -- What everybody may do in a database of PostgreSQL, and these logins need not: temporary tables, large objects, and
  -- the statistics that count the rows of tables they cannot read. Some of it only a superuser may take away.
  begin
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to current_user', current_database());
  exception when insufficient_privilege then
    raise notice 'The logins keep temporary tables: the owner of the database may revoke TEMPORARY from PUBLIC.';
  end;
  begin
    revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public;
    revoke select on pg_stat_all_tables, pg_stat_user_tables, pg_stat_xact_all_tables, pg_stat_xact_user_tables,
      pg_statio_all_tables, pg_statio_user_tables, pg_stat_all_indexes, pg_stat_user_indexes from public;
    revoke execute on function pg_stat_get_live_tuples(oid), pg_stat_get_dead_tuples(oid), pg_stat_get_tuples_inserted(oid),
      pg_stat_get_tuples_updated(oid), pg_stat_get_tuples_deleted(oid), pg_stat_get_numscans(oid),
      pg_stat_get_mod_since_analyze(oid), pg_stat_get_ins_since_vacuum(oid) from public;
  exception when insufficient_privilege then
    raise notice 'The logins keep what PostgreSQL lets everybody do: a superuser may revoke it, see server/migrations/0002_logins.sql.';
  end;
  -- PostGIS' box test may then use its index under row-level security. It reads two boxes and never fails on one.
  begin
    alter function geometry_overlaps(geometry, geometry) leakproof;
  exception when others then
    raise notice 'geometry_overlaps stays as it is: a superuser may make it leakproof, so that searches by box stay fast.';
  end;
end $$;

create function own_organization() returns text language sql stable parallel safe as
  $$ select current_setting('safereach.organization', true) $$;
