-- What hinders access, and what it does to roads while it holds. Nobody below planners may select it: who knows which road is
-- closed today knows where an operation is. Roads themselves stay as they were written: what a constraint does to them is
-- joined at the read, so that one which ends gives the road back without anybody doing anything.

create table access_constraint (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  name text not null,
  kind text not null,
  access_type text not null,
  threat integer not null check (threat between 1 and 3),
  effect text not null check (effect in ('closed', 'delay', 'slow', 'none')),
  delay_minutes integer check (delay_minutes between 1 and 1440),
  slow_factor double precision check (slow_factor > 1 and slow_factor <= 20),
  within_meters integer not null check (within_meters between 0 and 5000),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  time_zone text,
  hours_from time,
  hours_until time check (hours_until <> hours_from),
  source text not null,
  reliability text not null,
  credibility integer not null check (credibility between 1 and 6),
  area_pcode text,
  invented boolean not null default false,
  version integer not null default 1,
  -- Whether those who listen were last told that it holds; null = not yet. The clock's alone.
  told_holding boolean,
  geom geometry(Geometry, 4326) not null check (lon_lat_in_range(geom)) check (st_isvalid(geom)),
  -- A box around all that it may touch: a degree has at least 110 574 m from south to north, and 111 319 m times the cosine of
  -- the latitude from west to east.
  reach geometry not null generated always as (st_expand(geom,
    within_meters / (111319 * greatest(0.01, cos(radians(least(89, greatest(abs(st_ymin(geom)), abs(st_ymax(geom))) + 0.05))))),
    within_meters / 110574.0)) stored,
  primary key (organization_id, id),
  check ((effect = 'delay') = (delay_minutes is not null)),
  check ((effect = 'slow') = (slow_factor is not null)),
  check ((time_zone is null) = (hours_from is null) and (time_zone is null) = (hours_until is null))
);

/* Roads are other for staff when a constraint is: snapshots of them must hear of it, and nobody else may. */
create function constraint_changes_roads() returns trigger language plpgsql as $$
begin
  insert into outbox (organization_id, verb, noun, hidden)
  values (coalesce(new.organization_id, old.organization_id), 'change', 'road', true);
  return null;
end $$;
create trigger constraint_changes_roads after insert or update or delete on access_constraint
  for each row execute function constraint_changes_roads();

grant select on access_constraint to app_planner;
grant select, insert, update, delete on access_constraint to app_operations, app_steward;
alter table access_constraint enable row level security;
create policy own on access_constraint
  using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()));
