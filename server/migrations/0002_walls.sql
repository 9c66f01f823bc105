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
    raise notice 'The logins keep what PostgreSQL lets everybody do: a superuser may revoke it, see server/migrations/0002_walls.sql.';
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

-- Accounts ------------------------------------------------------------------------------------------------------------

alter table organization
  add column release_floor integer not null default 11 check (release_floor between 5 and 1000),
  add column release_scheme text not null default 'h3' check (release_scheme in ('h3', 'admin2')),
  -- Days from the event to the end of an incident's record; null = kept until somebody removes it.
  add column incident_retention_days integer check (incident_retention_days between 30 and 36500),
  -- A shorter time, and the day (UTC) from which it holds: what one person destroys, others can prevent until then.
  add column incident_retention_days_next integer check (incident_retention_days_next between 30 and 36500),
  add column retention_from date check ((retention_from is null) = (incident_retention_days_next is null)),
  add column version integer not null default 1;

create table account (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid() unique,
  -- Unique in the organization only: were it unique over all, an administrator could ask whether somebody works elsewhere.
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null default '',
  role text not null,
  area_prefix text not null default '',
  status text not null default 'invited' check (status in ('invited', 'active', 'disabled')),
  -- By an administrator's hand it may act as steward: nobody signs in to it before a steward confirms it.
  awaits_approval boolean not null default false,
  password_hash text,
  -- Sealed with the key file of the server, never plain.
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  -- A code is good once.
  totp_last_step bigint not null default 0,
  oidc_issuer text,
  oidc_subject text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, email),
  unique (oidc_issuer, oidc_subject)
);
create index account_email on account (email);

-- Single-use tokens: the first administrator, invitations, resets. Only their SHA-256 is kept.
create table invitation (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('bootstrap', 'invite', 'reset')),
  organization_id text not null references organization (id),
  account_id uuid references account (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

alter table session
  add column account_id uuid references account (id) on delete cascade,
  -- The role and area that a steward looks through; null = the own ones.
  add column view_role text,
  add column view_area_prefix text,
  add column used_second_factor boolean not null default false;
create index session_account on session (account_id);

create table api_key (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  account_id uuid not null references account (id) on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  role text not null,
  area_prefix text not null default '',
  -- Things that the key may read or run; never more than its role may.
  things text[] not null,
  expires_at timestamptz not null,
  last_used_on date,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);

-- Back-off: failures per account and per network, both hashed.
create table sign_in_failure (
  subject bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  free_at timestamptz not null
);

-- A sign-in under way at an OIDC provider.
create table oidc_attempt (
  state_hash bytea primary key,
  -- SHA-256 of a cookie: only the browser that began may finish.
  browser_hash bytea not null,
  nonce text not null,
  code_verifier text not null,
  created_at timestamptz not null default now()
);

-- Answers of writes that carried an Idempotency-Key; written in the transaction of the write.
create table kept_answer (
  organization_id text not null references organization (id),
  -- Role that wrote: the answer may hold what no other role may read.
  role text not null,
  owner bytea not null,
  key text not null check (length(key) between 1 and 255),
  request_sha256 bytea not null,
  status integer not null,
  headers jsonb not null,
  body text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, owner, key)
);
create index kept_answer_age on kept_answer (created_at);

-- Questions about incidents that a planner asked on a day.
create table query_budget (
  subject text not null,
  day date not null,
  used integer not null,
  primary key (subject, day)
);

-- What the public may read ---------------------------------------------------------------------------------------------

create table pub_service (like service including all);
create table pub_zone (like zone including all);

create function publish_service() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    delete from pub_service p using old_rows o where p.organization_id = o.organization_id and p.id = o.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into pub_service select * from new_rows where not protected;
  end if;
  return null;
end $$;
create trigger publish_inserted after insert on service referencing new table as new_rows for each statement execute function publish_service();
create trigger publish_updated after update on service referencing old table as old_rows new table as new_rows for each statement execute function publish_service();
create trigger publish_deleted after delete on service referencing old table as old_rows for each statement execute function publish_service();

create function publish_zone() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    delete from pub_zone p using old_rows o where p.organization_id = o.organization_id and p.id = o.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into pub_zone select * from new_rows where status = 'open';
  end if;
  return null;
end $$;
create trigger publish_inserted after insert on zone referencing new table as new_rows for each statement execute function publish_zone();
create trigger publish_updated after update on zone referencing old table as old_rows new table as new_rows for each statement execute function publish_zone();
create trigger publish_deleted after delete on zone referencing old table as old_rows for each statement execute function publish_zone();
insert into pub_service select * from service where not protected;
insert into pub_zone select * from zone where status = 'open';

-- Whom to call about a kind of care in a district, where its places are not told. A record of its own, linked to none.
create table gateway (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  area_pcode text not null,
  kind text not null,
  name text not null,
  phone text not null default '',
  languages text[] not null default '{}',
  hours text not null default '',
  version integer not null default 1,
  primary key (organization_id, id)
);

-- Drafts and signatures of releases; what is published is copied into pub_release and never changes.
create table release (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  period text not null,
  scheme text not null,
  floor integer not null,
  status text not null check (status in ('draft', 'signed', 'published', 'blocked')),
  -- What was built: bytes of the two documents as they will be served, their SHA-256, and what the audit found.
  public_document text not null,
  evaluator_document text not null,
  sha256 bytea not null,
  parameters jsonb not null,
  findings jsonb not null,
  built_by uuid,
  built_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (organization_id, id)
);
create unique index release_published on release (organization_id, period) where status = 'published';

create table release_signature (
  organization_id text not null,
  release_id uuid not null,
  account_id uuid not null,
  signed_at timestamptz not null default now(),
  primary key (organization_id, release_id, account_id),
  foreign key (organization_id, release_id) references release (organization_id, id) on delete cascade
);

create table pub_release (
  organization_id text not null references organization (id),
  period text not null,
  id uuid not null,
  document text not null,
  sha256 bytea not null,
  published_at timestamptz not null,
  primary key (organization_id, period)
);
-- What evaluators read beside it: out of reach of the public login's ordinary reads only by the permission table.
create table pub_release_evaluator (
  organization_id text not null,
  period text not null,
  document text not null,
  primary key (organization_id, period),
  foreign key (organization_id, period) references pub_release (organization_id, period)
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '42501', message = 'A published release never changes.';
end $$;
create trigger pub_release_stays before update or delete on pub_release for each row execute function refuse_change();
create trigger pub_release_evaluator_stays before update or delete on pub_release_evaluator for each row execute function refuse_change();

-- What planners may read of incidents and patrols: counts at or over the floor, renewed in weekly batches.
create table planner_cell (
  organization_id text not null,
  -- H3 r7 cell, or the P-code of the area where the record names no more.
  place text not null,
  imprecise boolean not null,
  -- Area of the cell's center.
  area_pcode text,
  -- Monday of the ISO week.
  week date not null,
  type text not null,
  count integer not null check (count >= 3),
  primary key (organization_id, place, week, type)
);
create table planner_effort (
  organization_id text not null,
  cell_r7 text not null,
  area_pcode text,
  month date not null,
  hours double precision not null,
  primary key (organization_id, cell_r7, month)
);
create table planner_batch (
  organization_id text primary key references organization (id),
  -- Thursday 00:00 UTC of the last batch: 72 hours after the end of an ISO week.
  batch date not null
);

-- Incidents ------------------------------------------------------------------------------------------------------------

alter table incident
  add column day date generated always as ((occurred_from at time zone 'UTC')::date) stored,
  -- Last day on which the record exists; set by retention.
  add column expires_on date,
  -- Batch in which planners first count it, and the published release that counts it.
  add column planner_batch date,
  add column release_id uuid,
  -- Account to which the case is assigned, which then reads it exactly.
  add column assigned_to uuid,
  add column version integer not null default 1;
create index incident_retention on incident (expires_on) where expires_on is not null;

create function iso_week(moment timestamptz) returns date language sql immutable parallel safe as
  $$ select date_trunc('week', moment at time zone 'UTC')::date $$;

/* A record is in the planners' picture exactly while it names the batch in which it entered. What is rejected or
   withdrawn leaves, and so does what now belongs to another place, week or type: it may enter there with a later batch. */
create function leave_planner_picture() returns trigger language plpgsql as $$
begin
  new.planner_batch := null;
  return new;
end $$;
create trigger planner_leaves before update on incident for each row
  when (old.planner_batch is not null and (
    new.verification = 'rejected' or new.consent = 'withdrawn'
    or (old.type, coalesce(old.cell_r7, old.area_pcode), old.area_r7, old.time_precision, iso_week(old.occurred_from))
      is distinct from
      (new.type, coalesce(new.cell_r7, new.area_pcode), new.area_r7, new.time_precision, iso_week(new.occurred_from))))
  execute function leave_planner_picture();

/* At once and whoever removed the record: its cell is counted again from the records that had entered; under 3 it is gone. */
create function recount_planner_cells() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select from old_rows o where o.planner_batch is not null and not exists (select from incident i
    where i.organization_id = o.organization_id and i.id = o.id and i.planner_batch is not null)) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('planner ' || organization_id, 0))
    from (select distinct organization_id from old_rows order by 1) held;
  with touched as materialized (
    select distinct p.organization_id, p.place, p.week, p.type from old_rows o join planner_cell p
      on p.organization_id = o.organization_id and p.place = coalesce(o.cell_r7, o.area_pcode, '')
      and p.week = iso_week(o.occurred_from) and p.type = o.type
    where o.planner_batch is not null
  ), counted as materialized (
    select t.*, (select count(*) from incident i
      where i.organization_id = t.organization_id and coalesce(i.cell_r7, i.area_pcode, '') = t.place
        and i.occurred_from >= t.week::timestamp at time zone 'UTC'
        and i.occurred_from < (t.week + 7)::timestamp at time zone 'UTC'
        and i.type = t.type and i.planner_batch is not null) as remaining
    from touched t
  ), gone as (
    delete from planner_cell p using counted c where c.remaining < 3
      and (p.organization_id, p.place, p.week, p.type) = (c.organization_id, c.place, c.week, c.type)
  )
  update planner_cell p set count = c.remaining from counted c where c.remaining >= 3 and c.remaining <> p.count
    and (p.organization_id, p.place, p.week, p.type) = (c.organization_id, c.place, c.week, c.type);
  return null;
end $$;
create trigger planner_recounts_changed after update on incident referencing old table as old_rows
  for each statement execute function recount_planner_cells();
create trigger planner_recounts_deleted after delete on incident referencing old table as old_rows
  for each statement execute function recount_planner_cells();

-- Records whose consent was withdrawn or whose time was up: applied again after a backup is restored.
create table revocation (
  organization_id text not null,
  incident_id uuid not null,
  reason text not null check (reason in ('withdrawn', 'expired', 'erased')),
  at timestamptz not null default now(),
  primary key (organization_id, incident_id)
);

/* An answer kept for a repeated request must not tell what is gone, and the repeated request must not bring it back: it is
   kept as "does not exist", be it the answer of the withdrawal itself. */
create function ids_in(answer text) returns setof uuid language sql immutable parallel safe as
  $$ select named.id[1]::uuid from regexp_matches(answer, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') named (id) $$;
create function gone_answer(answer kept_answer) returns kept_answer language plpgsql immutable as $$
begin
  answer.status := 404;
  answer.headers := '{"Content-Type": "application/problem+json"}';
  answer.body := '{"type":"about:blank","title":"This incident does not exist","status":404,"code":"incident_not_found"}';
  return answer;
end $$;
create function revoke_answers() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update kept_answer k set (status, headers, body) = (select g.status, g.headers, g.body from gone_answer(k) g)
  where exists (select from ids_in(k.headers::text || k.body) id
    join new_rows r on r.organization_id = k.organization_id and r.incident_id = id);
  return null;
end $$;
create trigger answers_revoked after insert on revocation referencing new table as new_rows
  for each statement execute function revoke_answers();
create function keep_no_revoked() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.status < 400 and exists (select from ids_in(new.headers::text || new.body) id
      join revocation r on r.organization_id = new.organization_id and r.incident_id = id) then
    return gone_answer(new);
  end if;
  return new;
end $$;
create trigger revoked_not_kept before insert on kept_answer for each row execute function keep_no_revoked();

alter table patrol_route add column updated_at timestamptz not null default now();
alter table patrol_run add column version integer not null default 1;
-- What a steward writes by hand belongs to no dataset.
alter table area add column version integer not null default 1, alter column dataset_id drop not null;
alter table place add column version integer not null default 1, alter column dataset_id drop not null;
alter table road_edge add column version integer not null default 1;
alter table dataset add column version integer not null default 1;

-- Audit ----------------------------------------------------------------------------------------------------------------

-- One chain per organization ('' = the server itself): each row's hash covers the row and the hash before it.
alter table audit
  add column account_id uuid,
  add column number bigint,
  add column previous bytea,
  add column hash bytea;

create function audit_text(entry audit) returns text language sql stable as $$
  select concat_ws(chr(31), entry.number, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entry.organization_id, coalesce(entry.account_id::text, '-'), entry.role, entry.verb, entry.noun,
    coalesce(entry.thing_id, '-'), entry.row_count, coalesce(entry.file_sha256, '-'))
$$;

/* The only way in: takes the chain's lock, numbers the row and hashes it. */
create function audit_chain() returns trigger language plpgsql security definer set search_path from current as $$
declare last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || new.organization_id, 0));
  select number, hash into last from audit where organization_id = new.organization_id order by number desc limit 1;
  new.number := coalesce(last.number, 0) + 1;
  new.at := clock_timestamp();
  new.previous := coalesce(last.hash, '\x'::bytea);
  new.hash := sha256(new.previous || convert_to(audit_text(new), 'UTF8'));
  return new;
end $$;

do $$
declare entry audit; last bytea; chain text := null; n bigint;
begin
  for entry in select * from audit order by organization_id, seq loop
    if chain is distinct from entry.organization_id then
      chain := entry.organization_id; n := 0; last := '\x'::bytea;
    end if;
    n := n + 1;
    entry.number := n;
    entry.previous := last;
    last := sha256(last || convert_to(audit_text(entry), 'UTF8'));
    update audit set number = n, previous = entry.previous, hash = last where seq = entry.seq;
  end loop;
end $$;
alter table audit alter column number set not null, alter column previous set not null, alter column hash set not null,
  add unique (organization_id, number),
  add check (verb ~ '^[a-z_]{1,20}$' and noun ~ '^[a-z_]{1,30}$' and role ~ '^[a-z]{1,12}$'),
  -- An id, a P-code, a quarter or the organization itself: nothing that could carry words, and no cell, which is a place.
  add check (thing_id is null or thing_id = organization_id
    or thing_id ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2,3}[0-9]{1,12}|(19|20)[0-9]{2}-Q[1-4])$'),
  add check (row_count >= 0),
  add check (file_sha256 is null or file_sha256 ~ '^[0-9a-f]{64}$');
create trigger audit_chain before insert on audit for each row execute function audit_chain();
create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '42501', message = 'The audit trail is only ever added to.';
end $$;
create trigger audit_stays before update or delete on audit for each row execute function audit_stays();

-- Last row of each chain at the end of each day, to be kept elsewhere as well.
create table audit_head (
  organization_id text not null,
  day date not null,
  number bigint not null,
  hash bytea not null,
  primary key (organization_id, day)
);

-- Any login may listen to any channel: what is said there is the number of a row, which the owner reads.
create or replace function outbox_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', new.seq::text);
  return null;
end $$;

-- Grants ---------------------------------------------------------------------------------------------------------------

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
