-- What shows that a safe zone is safe, beside the zone: pub_zone copies whole rows of zone, and nothing of this is for the public.
create table zone_use (
  organization_id text not null,
  zone_id uuid not null,
  measure_checks jsonb not null default '[]',
  protocol_checks jsonb not null default '[]',
  training jsonb not null default '[]',
  occupancy_on date,
  -- Last suspension by the clock: the day, and the claims whose evidence had lapsed.
  downgraded_on date,
  downgraded_for text[] not null default '{}',
  version integer not null default 1,
  primary key (organization_id, zone_id),
  foreign key (organization_id, zone_id) references zone (organization_id, id) on delete cascade
);

grant select, insert, update on zone_use to app_planner, app_operations, app_steward;
alter table zone_use enable row level security;
create policy own on zone_use to app_planner, app_operations, app_steward
  using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()));

alter table zone alter column status set default 'draft';
