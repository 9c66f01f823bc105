-- The audit trail as a hash chain per organization, and what is notified of a write.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

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
