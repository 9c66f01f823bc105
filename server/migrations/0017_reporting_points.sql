-- Ways by which people can report, and on which day a record was written down: both say how much a quiet week is worth.

create table reporting_point (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('clinic', 'police', 'women_space', 'hotline', 'focal_point', 'mobile_team')),
  area_pcode text not null,
  -- H3, resolution 7; null = it serves the whole area.
  cell_r7 text check (cell_r7 ~ '^87[0-9a-f]{7}f{6}$'),
  reach_rings smallint not null check (reach_rings between 0 and 10),
  open_periods jsonb not null check (jsonb_typeof(open_periods) = 'array'),
  network boolean not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (organization_id, id)
);

-- A women's space may be a protected service by another name: planners read of which area each point is, never its cell.
grant select (organization_id, id, kind, area_pcode, open_periods, network, version) on reporting_point to app_planner;
grant select, insert, update, delete on reporting_point to app_operations, app_steward;
alter table reporting_point enable row level security;
create policy own on reporting_point
  using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()));

-- Delay of reporting is counted in days: the day of writing, and not the moment, is what operations may read.
alter table incident add column recorded_on date generated always as ((recorded_at at time zone 'UTC')::date) stored;
grant select (recorded_on, dataset_id) on incident to app_operations;
