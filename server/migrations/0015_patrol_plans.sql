-- Patrol plans whose visits nobody reads but the server, and the times at which women are on the way.

create table women_route (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  area_pcode text not null,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('market', 'water', 'firewood', 'school')),
  days smallint[] not null check (cardinality(days) between 1 and 7),
  from_time text not null check (from_time ~ '^\d\d:\d\d$'),
  until_time text not null check (until_time ~ '^\d\d:\d\d$' and until_time > from_time),
  -- No foreign key: a patrol route that goes leaves the way of the women as it is.
  patrol_ids uuid[] not null check (cardinality(patrol_ids) between 1 and 20),
  version integer not null default 1,
  primary key (organization_id, id)
);

create table patrol_plan (
  organization_id text not null references organization (id),
  id uuid not null,
  area_pcode text not null,
  starts_on date not null,
  weeks smallint not null check (weeks between 1 and 8),
  time_zone text not null,
  team_ids uuid[] not null check (cardinality(team_ids) between 1 and 20),
  -- Means over the whole plan; no visit.
  figures jsonb not null,
  -- The visits, and who was in the teams when they were drawn: encrypted under the server's key file, padded, bound to this row
  -- (server/access/plan_seal.ts). Neither a login, nor a backup, nor a disk tells where a team will be.
  sealed bytea not null,
  made_on date not null,
  version integer not null default 1,
  primary key (organization_id, id)
);

grant select, insert, update, delete on women_route, patrol_plan to app_operations, app_steward;
do $$
declare target text;
begin
  foreach target in array array['women_route', 'patrol_plan'] loop
    execute format('alter table %I enable row level security', target);
    execute format('create policy own on %I using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()))', target);
  end loop;
end $$;
