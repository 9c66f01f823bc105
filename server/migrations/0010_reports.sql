-- Reports in confidence: sealed in the browser, known by what a receipt derives. No column is finer than a day, and none
-- holds what the server could read. The public has no grant at all: the server takes reports as the owner.

-- Public halves of the stewards' keys. A retired one is not published again, so that what was lost is not sealed to anew.
create table report_key (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  public_key bytea not null check (length(public_key) = 32),
  created_on date not null,
  -- Last day on which reports may have been sealed to it.
  retired_on date,
  primary key (organization_id, id),
  unique (organization_id, public_key)
);

create table report (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  -- Argon2id of the locator, under a pepper that no database holds.
  locator_hash bytea not null check (length(locator_hash) = 32),
  -- As a steward set it, and how many envelopes that steward could see: with more, the report is new again.
  state text not null default 'new' check (state in ('new', 'open', 'closed')),
  envelopes_seen integer not null default 0,
  version integer not null default 1,
  primary key (organization_id, id),
  unique (organization_id, locator_hash)
);

create table report_message (
  organization_id text not null,
  report_id uuid not null,
  position integer not null check (position > 0),
  taken_on date not null,
  -- The envelope as it was sent, JSON.
  envelope bytea not null,
  envelope_sha256 bytea generated always as (sha256(envelope)) stored,
  primary key (organization_id, report_id, position),
  -- What is sent twice is stored once.
  unique (organization_id, report_id, envelope_sha256),
  foreign key (organization_id, report_id) references report (organization_id, id) on delete cascade
);
create index report_message_day on report_message (organization_id, taken_on);

-- The last replies of each report: those that its inbox shows.
create table report_reply (
  organization_id text not null,
  report_id uuid not null,
  position integer not null check (position > 0),
  sealed bytea not null check (length(sealed) = 4144),
  primary key (organization_id, report_id, position),
  foreign key (organization_id, report_id) references report (organization_id, id) on delete cascade
);

-- Envelopes taken on a day: what the trail says of them once the day is over, and when enough have come.
create table report_day (
  organization_id text not null references organization (id),
  day date not null,
  taken integer not null check (taken > 0),
  told boolean not null default false,
  primary key (organization_id, day)
);

grant select, insert, update (retired_on) on report_key to app_steward;
grant select, update (state, envelopes_seen, version), delete on report to app_steward;
grant select on report_message to app_steward;
grant select, insert, delete on report_reply to app_steward;

do $$
declare target text;
begin
  foreach target in array array['report_key', 'report', 'report_message', 'report_reply', 'report_day'] loop
    execute format('alter table %I enable row level security', target);
    execute format('create policy own on %I using (organization_id = (select own_organization())) with check (organization_id = (select own_organization()))', target);
  end loop;
end $$;
