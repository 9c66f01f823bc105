-- What the duty room works with beside the incidents themselves: records counted as one, saved views, and messages that
-- say that something waits.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- The record that tells of the same event and is counted in the place of this one. No foreign key: what was merged stays out
-- of every count until somebody takes it apart, whatever becomes of the other record (its consent withdrawn, its time up).
alter table incident
  add column merged_into uuid check (merged_into <> id),
  -- The published release that counts this one's event under the other record since they were merged.
  add column merged_release_id uuid,
  add column merged_on date check ((merged_on is null) = (merged_into is null));
create index incident_merged on incident (organization_id, merged_into) where merged_into is not null;
-- Records of a cell one by one, and those around an entry that is being typed.
create index incident_cell on incident (organization_id, cell_r8, day);
create index incident_day on incident (organization_id, day);

/* As in 0005_incidents_by_role.sql, and what was merged leaves too: taken apart again it may enter with a later batch. */
drop trigger planner_leaves on incident;
create trigger planner_leaves before update on incident for each row
  when (old.planner_batch is not null and (
    new.verification = 'rejected' or new.consent = 'withdrawn' or new.merged_into is not null
    or (old.type, coalesce(old.cell_r7, old.area_pcode), old.area_r7, old.time_precision, iso_week(old.occurred_from))
      is distinct from
      (new.type, coalesce(new.cell_r7, new.area_pcode), new.area_r7, new.time_precision, iso_week(new.occurred_from))))
  execute function leave_planner_picture();

/* A release counts an event once, and so do all releases together. Where the record that is merged was counted in a published
   one and the record that stays was not, the mark goes with the event: else the next release would count it again as one that
   came late, and the difference would tell. Taken apart, the two are two events, and the mark goes back. */
create function is_published(organization text, wanted uuid) returns boolean language sql stable as
  $$ select exists (select from release r where r.organization_id = organization and r.id = wanted and r.status = 'published') $$;

create function carry_release() returns trigger language plpgsql security definer set search_path from current as $$
declare
  counted uuid := case when is_published(new.organization_id, new.release_id) then new.release_id end;
  other record;
begin
  if old.merged_into is null and new.merged_into is not null then
    update incident k set release_id = counted
    where k.organization_id = new.organization_id and k.id = new.merged_into and counted is not null
      and not is_published(k.organization_id, k.release_id);
    if found then new.merged_release_id := counted; end if;
  elsif old.merged_into is not null and new.merged_into is null and old.merged_release_id is not null then
    -- Another one that is still merged into the same record may have been counted too.
    select m.id, m.release_id into other from incident m
    where m.organization_id = old.organization_id and m.merged_into = old.merged_into and m.id <> old.id
      and is_published(m.organization_id, m.release_id) limit 1;
    update incident set release_id = other.release_id
    where organization_id = old.organization_id and id = old.merged_into and release_id = old.merged_release_id;
    update incident set merged_release_id = other.release_id
    where organization_id = old.organization_id and id = other.id;
    new.merged_release_id := null;
  end if;
  return new;
end $$;
create trigger release_carried before update of merged_into on incident for each row
  when (old.merged_into is distinct from new.merged_into) execute function carry_release();

/* Who works on an event weighs where it comes from: what patrols find and what survivors report are read apart, and the same
   event told twice is known by its sources. A class of six words names nobody. */
grant select (source_class, merged_into, merged_on) on incident to app_operations;
grant update (merged_into, merged_on) on incident to app_operations;

-- A saved view of the board: filters, a window of time and a coarse camera; never a point. One's own only: the nil UUID stands
-- for sessions without an account (the demo).
create table board_view (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  name text not null,
  view jsonb not null,
  version integer not null default 1,
  primary key (organization_id, id)
);
create index board_view_own on board_view (organization_id, account_id);
grant select, insert, update, delete on board_view to app_operations, app_steward;
create function own_account() returns uuid language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('safereach.account', true), ''), '00000000-0000-0000-0000-000000000000')::uuid
$$;
alter table board_view enable row level security;
create policy own on board_view
  using (organization_id = (select own_organization()) and account_id = (select own_account()))
  with check (organization_id = (select own_organization()) and account_id = (select own_account()));

create function forget_views() returns trigger language plpgsql as $$
begin
  delete from board_view where organization_id = old.organization_id and account_id = old.id;
  return null;
end $$;
create trigger forget_views after delete on account for each row execute function forget_views();

-- Who wants to be told by a message, and when the last one went out. Read and written as the owner, as accounts are.
create table notice_choice (
  organization_id text not null references organization (id),
  account_id uuid not null references account (id) on delete cascade,
  by_message boolean not null default false,
  version integer not null default 1,
  sent_at timestamptz,
  failures integer not null default 0,
  -- Until then nobody tries: a message just went out, one failed, or another server is sending it.
  free_at timestamptz,
  primary key (organization_id, account_id)
);
-- Something waits for this account: nothing of what.
create table notice (
  number bigint generated always as identity primary key,
  organization_id text not null,
  account_id uuid not null,
  at timestamptz not null default now()
);
create index notice_account on notice (organization_id, account_id);
grant insert (organization_id, account_id) on notice to app_operations, app_steward;
alter table notice_choice enable row level security;
alter table notice enable row level security;
create policy own on notice for insert with check (organization_id = (select own_organization()));
