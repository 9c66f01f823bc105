-- Who may do what: grants per login, then row-level security by organization as the second wall.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

grant usage on schema public to app_public, app_planner, app_operations, app_steward;
revoke create on schema public from public;

grant select on organization, dataset, area, place, road_edge, population_cell, pub_service, pub_zone, pub_release, pub_release_evaluator, gateway
  to app_public, app_planner, app_operations, app_steward;
-- Number, time and hashes are the trigger's alone.
grant insert (organization_id, account_id, role, verb, noun, thing_id, row_count, file_sha256) on audit
  to app_public, app_planner, app_operations, app_steward;
grant insert on outbox to app_planner, app_operations, app_steward;
grant select, insert on kept_answer to app_planner, app_operations, app_steward;
grant select, insert, update on query_budget to app_planner;

grant select, insert, update, delete on service, zone to app_planner, app_operations, app_steward;
grant update (closed, seconds, version) on road_edge to app_planner, app_operations;
grant select on planner_cell, planner_effort, planner_batch to app_planner, app_steward;

-- Operations: the columns of an r8 cell and a day; neither the point nor the hour, nor who it is assigned to.
grant select (organization_id, id, type, day, time_precision, place_precision, cell_r8, area_r8, area_pcode,
  verification, consent, expires_on, version) on incident to app_operations;
grant insert (organization_id, type, occurred_from, occurred_to, time_precision, place_precision, cell_r7, cell_r8,
  area_r7, area_r8, area_pcode, verification, source_class, consent, geom) on incident to app_operations;
grant select, insert, update, delete on patrol_route, patrol_run, patrol_effort to app_operations, app_steward;

grant select, insert, update, delete on incident, gateway, area, place, road_edge, population_cell, dataset, release, release_signature to app_steward;
grant insert, update, delete on dataset, population_cell to app_planner;
grant select, insert, update on revocation to app_steward;
grant select on audit, audit_head to app_steward;
grant insert on pub_release, pub_release_evaluator to app_steward;

-- A case that was assigned to the account that asks; the only way from operations to a point.
create function assigned_incident(wanted uuid) returns setof incident
language sql stable security definer set search_path from current as $$
  select * from incident where organization_id = own_organization() and id = wanted
    and assigned_to::text = current_setting('safereach.account', true) and consent <> 'withdrawn'
$$;
revoke execute on function assigned_incident(uuid) from public;
grant execute on function assigned_incident(uuid) to app_operations;

-- May a case be assigned to this account? Stewards' login cannot read accounts.
create function is_operations_account(wanted uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select from account where organization_id = own_organization() and id = wanted
    and role = 'operations' and status = 'active')
$$;
revoke execute on function is_operations_account(uuid) from public;
grant execute on function is_operations_account(uuid) to app_steward;

-- Row-level security: the second wall, never the first. The owner passes it; the logins meet their organization only.
do $$
declare target text;
begin
  foreach target in array array['dataset', 'area', 'place', 'road_edge', 'population_cell', 'zone', 'pub_service',
    'pub_zone', 'pub_release', 'pub_release_evaluator', 'gateway', 'release', 'release_signature', 'planner_cell',
    'planner_effort', 'planner_batch', 'incident', 'patrol_route', 'patrol_run', 'patrol_effort', 'revocation', 'audit', 'audit_head', 'outbox'] loop
    execute format('alter table %I enable row level security', target);
    execute format('create policy own on %I using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()))', target);
  end loop;
end $$;
-- A dataset goes with all its rows, past every other wall: planners remove and change those of people only.
create policy people_removed on dataset as restrictive for delete to app_planner using (noun = 'population');
create policy people_changed on dataset as restrictive for update to app_planner using (noun = 'population');
alter table organization enable row level security;
create policy own on organization using (id = (select own_organization()));
alter table kept_answer enable row level security;
do $$
declare wrote text;
begin
  foreach wrote in array array['planner', 'operations', 'steward'] loop
    execute format('create policy own_%1$s on kept_answer to app_%1$s
      using (organization_id = (select own_organization()) and role = %1$L)
      with check (organization_id = (select own_organization()) and role = %1$L)', wrote);
  end loop;
end $$;
alter table service enable row level security;
create policy own on service to app_operations, app_steward
  using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()));
create policy not_protected on service to app_planner
  using (organization_id = (select own_organization()) and not protected)
  with check (organization_id = (select own_organization()) and not protected);
