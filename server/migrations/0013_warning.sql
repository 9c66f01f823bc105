-- Early warning: what is watched, what was observed, who watches in a community, and who was asked before anything is proposed.
-- No column holds words about a person, and none is finer than a day but the one that a waiting message goes by.

-- Days that a consultation counts.
alter table organization add column consultation_days integer not null default 180 check (consultation_days between 30 and 730);

create table consultation (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  topic text not null check (topic in ('zone', 'patrol', 'service')),
  area_pcode text not null,
  people_group text not null check (people_group in ('women', 'community', 'youth', 'disability', 'authority')),
  held_on date not null,
  people integer not null check (people between 1 and 100000),
  women integer not null check (women between 0 and people),
  outcome text not null check (outcome in ('agreed', 'concerns', 'refused')),
  concerns text[] not null default '{}' check (cardinality(concerns) <= 15),
  -- No keys to the proposals: what was said stays when a proposal goes.
  zone_id uuid check (zone_id is null or topic = 'zone'),
  route_id uuid check (route_id is null or topic = 'patrol'),
  version integer not null default 1,
  primary key (organization_id, id)
);
create index consultation_newest on consultation (organization_id, held_on, id);

create table indicator (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('women_absent_market', 'women_absent_water', 'girls_absent_school', 'women_absent_firewood',
    'armed_near', 'new_checkpoint', 'harassment_on_way', 'pillage', 'hostile_rhetoric', 'unusual_movement', 'women_forbidden',
    'goods_hoarded')),
  weight double precision not null check (weight between 0 and 10),
  threshold double precision not null check (threshold > 0 and threshold <= 1000),
  frequency text not null check (frequency in ('day', 'week')),
  active boolean not null default true,
  version integer not null default 1,
  primary key (organization_id, id),
  unique (organization_id, kind)
);

create table observation (
  organization_id text not null,
  id uuid not null default gen_random_uuid(),
  indicator_id uuid not null,
  area_pcode text not null,
  observed_on date not null,
  value integer not null check (value between 0 and 1000),
  source text not null check (source in ('focal_point', 'community', 'staff', 'patrol', 'partner', 'media')),
  reliability text not null check (reliability ~ '^[A-F]$'),
  credibility smallint not null check (credibility between 1 and 6),
  version integer not null default 1,
  primary key (organization_id, id),
  foreign key (organization_id, indicator_id) references indicator (organization_id, id) on delete cascade
);
create index observation_series on observation (organization_id, observed_on, indicator_id, area_pcode);

-- Who watches: no name, no number, no day on which anything was heard. Ending one removes the row.
create table focal_point (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  area_pcode text not null,
  people_group text not null check (people_group in ('women', 'community', 'youth', 'disability', 'authority')),
  languages text[] not null default '{}' check (cardinality(languages) <= 10),
  made_on date not null,
  -- Argon2id of the code, under a pepper that no database holds.
  code_hash bytea not null check (length(code_hash) = 32),
  primary key (organization_id, id),
  unique (organization_id, code_hash)
);

-- What came from phones and waits for the next common hour: with a code that is known or not. No observation leads back to it.
create table community_message (
  organization_id text not null references organization (id),
  -- The phone's own: what is sent twice waits once.
  id uuid not null,
  code_hash bytea not null check (length(code_hash) = 32),
  due_at timestamptz not null,
  observed_on date not null,
  lines jsonb not null,
  primary key (organization_id, id)
);

-- An area, indicator and period that raised something has done so for good.
create table warning_raised (
  organization_id text not null,
  indicator_id uuid not null,
  area_pcode text not null,
  period date not null,
  state text not null check (state in ('alarm', 'verify')),
  primary key (organization_id, indicator_id, area_pcode, period, state),
  foreign key (organization_id, indicator_id) references indicator (organization_id, id) on delete cascade
);

grant select, insert on consultation to app_planner, app_operations;
grant select, insert, update, delete on consultation to app_steward;
grant select on indicator to app_operations;
grant select, insert on observation to app_operations;
grant select, insert, update, delete on indicator, observation to app_steward;
-- Not the hash: who makes and ends focal points need not know what their codes are looked up by.
grant select (organization_id, id, area_pcode, people_group, languages, made_on), insert, delete on focal_point to app_steward;
-- community_message and warning_raised are the owner's alone: no login may touch what tells of a code, or when it spoke.

do $$
declare target text;
begin
  foreach target in array array['consultation', 'indicator', 'observation', 'focal_point'] loop
    execute format('alter table %I enable row level security', target);
    execute format('create policy own on %I using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()))', target);
  end loop;
end $$;
alter table community_message enable row level security;
alter table warning_raised enable row level security;
-- Where a patrol is being talked about tells where one will go: planners see patrols as hours of past months only.
create policy no_patrols on consultation as restrictive to app_planner using (topic <> 'patrol') with check (topic <> 'patrol');
