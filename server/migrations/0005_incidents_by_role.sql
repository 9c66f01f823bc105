-- Incidents by role, their end by consent or by time, and the planners' picture of them.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

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
