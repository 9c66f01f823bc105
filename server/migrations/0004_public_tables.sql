-- What the public and planners may read, in tables of their own that never held the rest.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

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
