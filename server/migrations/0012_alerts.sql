-- Alerts and the log of what was done about them; their limits; response teams; tasks and objectives shared among agencies.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- What a steward has written; where there is no row the limits of geodata/schema/alert_rule.ts hold.
create table alert_rule (
  organization_id text not null references organization (id),
  severity smallint not null check (severity between 1 and 3),
  verify_minutes integer not null check (verify_minutes between 1 and 43200),
  assign_minutes integer not null check (assign_minutes between 1 and 43200),
  respond_minutes integer not null check (respond_minutes between 1 and 43200),
  close_minutes integer not null check (close_minutes between 1 and 43200),
  escalate_to_role text not null check (escalate_to_role in ('operations', 'steward')),
  escalate_to_account uuid,
  version integer not null default 1,
  primary key (organization_id, severity)
);

create table team (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  status text not null check (status in ('available', 'on-task', 'off-duty')),
  free_from timestamptz,
  area_pcode text,
  members uuid[] not null default '{}' check (cardinality(members) <= 50),
  access text[] not null default '{}' check (cardinality(access) <= 30),
  -- Where it is, for operations and stewards alone; and when that was written.
  geom geometry(Point, 4326) check (lon_lat_in_range(geom)),
  position_at timestamptz check ((position_at is null) = (geom is null)),
  version integer not null default 1,
  primary key (organization_id, id)
);

-- Everything below `raised_at` follows from alert_event and is here to be looked up.
create table alert (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  severity smallint not null check (severity between 1 and 3),
  raised_by text not null check (raised_by in ('rule', 'indicator', 'cluster', 'report', 'person')),
  area_pcode text,
  -- As near as operations see an incident; the point is nowhere.
  cell_r8 text check (cell_r8 ~ '^88[0-9a-f]{13}$'),
  reference text check (reference ~ '^[a-z_]{1,30}(:[A-Za-z0-9-]{1,64}){1,3}$'),
  raised_at timestamptz not null,
  state text not null check (state in ('raised', 'verified', 'assigned', 'responding', 'closed')),
  due_at timestamptz check ((due_at is null) = (state = 'closed')),
  escalated boolean not null default false,
  escalated_to_role text check (escalated_to_role in ('operations', 'steward')),
  escalated_to_account uuid,
  owner_account uuid,
  team_id uuid,
  accepted_at timestamptz,
  eta_at timestamptz,
  arrived_at timestamptz,
  outcome text check (outcome in ('responded', 'not_confirmed', 'no_response')) check ((outcome is null) = (state <> 'closed')),
  -- Nothing ends without a response and without a reason.
  reason text check ((reason is null) = (outcome is null or outcome = 'responded')),
  closed_at timestamptz check ((closed_at is null) = (state <> 'closed')),
  version integer not null,
  primary key (organization_id, id),
  check (area_pcode is not null or cell_r8 is not null)
);
-- What raised an alert that is still open raises no second one.
create unique index alert_raised_once on alert (organization_id, kind, coalesce(area_pcode, ''), reference)
  where state <> 'closed' and reference is not null;
create index alert_open on alert (organization_id, due_at, id) where state <> 'closed';
create index alert_closed on alert (organization_id, closed_at, id) where state = 'closed';
create index alert_raised on alert (organization_id, raised_at);

-- Only ever added to. `seq` counts within one alert and is its version after the event.
create table alert_event (
  organization_id text not null,
  alert_id uuid not null,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  verb text not null check (verb ~ '^[a-z]{1,20}$'),
  role text not null check (role ~ '^[a-z]{1,12}$'),
  account_id uuid,
  from_state text,
  to_state text not null,
  due_at timestamptz,
  owner_account uuid,
  team_id uuid,
  eta_minutes integer,
  outcome text,
  reason text,
  word text,
  step text,
  escalated_to_role text,
  escalated_to_account uuid,
  primary key (organization_id, alert_id, seq),
  foreign key (organization_id, alert_id) references alert (organization_id, id) on delete cascade
);
create function alert_event_stays() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '42501', message = 'The log of an alert is only ever added to.';
end $$;
create trigger alert_event_stays before update on alert_event for each row execute function alert_event_stays();

create table objective (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  title text not null check (length(title) between 1 and 120),
  area_pcode text,
  by_date date not null,
  shared boolean not null default false,
  version integer not null default 1,
  primary key (organization_id, id)
);
create table task (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  title text not null check (length(title) between 1 and 120),
  agency text not null check (length(agency) between 1 and 120),
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  area_pcode text not null,
  from_date date not null,
  to_date date check (to_date >= from_date),
  state text not null check (state in ('planned', 'ongoing', 'done', 'cancelled')),
  shared boolean not null default false,
  objective_id uuid,
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, objective_id) references objective (organization_id, id)
);
create index task_objective on task (organization_id, objective_id);

/* May all of these own an alert or be in a team? No login but the owner's reads accounts. */
create function are_duty_accounts(wanted uuid[]) returns boolean
language sql stable security definer set search_path from current as $$
  select not exists (select from unnest(wanted) of_wanted (id) where not exists (
    select from account where organization_id = own_organization() and account.id = of_wanted.id
      and role in ('operations', 'steward') and status = 'active'))
$$;
revoke execute on function are_duty_accounts(uuid[]) from public;
grant execute on function are_duty_accounts(uuid[]) to app_operations, app_steward;

grant select, insert on alert, alert_event to app_operations, app_steward;
grant update (state, due_at, escalated, escalated_to_role, escalated_to_account, owner_account, team_id, accepted_at, eta_at,
  arrived_at, outcome, reason, closed_at, version) on alert to app_operations, app_steward;
grant select on alert_rule to app_operations, app_steward;
grant insert, update on alert_rule to app_steward;
grant select, insert, update, delete on team to app_operations, app_steward;
-- Tasks and objectives: no login. Partners share the login of visitors, so they are read and written as the owner, by routes
-- that name the organization and what the role may see.

do $$
declare target text;
begin
  foreach target in array array['alert', 'alert_event', 'alert_rule', 'team', 'task', 'objective'] loop
    execute format('alter table %I enable row level security', target);
    execute format('create policy own on %I using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()))', target);
  end loop;
end $$;
