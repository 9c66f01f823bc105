-- Referrals, what people say is wrong with an entry, and entries that are looked at again.
-- Functions that run as the owner look for temporary tables last (0002_logins.sql).
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- Day on which answers to referrals opened a review of the entry. Last in both: publish_service() copies whole rows.
alter table service add column review_since date;
alter table pub_service add column review_since date;

-- Nothing about a person, and no hour. Keys lead to no other table: the code on a card stays good when an entry is replaced.
create table referral (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  code text not null check (code ~ '^[2-9A-HJ-NP-Z]{8}$'),
  service_id uuid,
  gateway_id uuid check ((gateway_id is null) <> (service_id is null)),
  -- The service is protected, or was since: it stays away from those who may not see such, whatever becomes of the service.
  hidden boolean not null default false,
  needs text[] not null check (cardinality(needs) between 1 and 20),
  urgent boolean not null,
  state text not null default 'sent'
    check (state in ('sent', 'accepted', 'declined', 'unavailable', 'arrived', 'withdrawn')),
  reason text check (reason in ('full', 'not_eligible', 'no_staff', 'no_stock', 'closed', 'moved', 'other')),
  made_on date not null,
  answered_on date check ((answered_on is null) = (state = 'sent')),
  -- Who gave the last answer (null = a session without an account), and whether they might change the entry themselves.
  answered_by uuid,
  answered_by_staff boolean not null default false,
  -- An answer "unavailable" that nobody has looked into since.
  counts boolean not null default false,
  version integer not null default 1,
  primary key (organization_id, id),
  unique (organization_id, code),
  check ((reason is null) = (state not in ('declined', 'unavailable')))
);
create index referral_newest on referral (organization_id, made_on, id);
create index referral_counting on referral (organization_id, service_id) where counts;

-- How often something was said of an entry on a day: nothing of who said it. The nil UUID stands for every entry that is not
-- there or not to be seen, so that to say something of one costs the database the same.
create table entry_problem (
  organization_id text not null references organization (id),
  service_id uuid not null,
  problem text not null check (problem in ('closed_when_open', 'moved', 'wrong_phone', 'turned_away', 'asked_for_money',
    'asked_for_police_report', 'not_what_is_listed')),
  said_on date not null,
  said integer not null check (said > 0),
  -- The trail tells of it, in one sum for a day that is over.
  audited boolean not null default false,
  primary key (organization_id, service_id, problem, said_on)
);

-- No login may touch either table. Partners share the login of visitors: what it may write, a visitor's broken query could
-- write too. They are read and written as the owner, by routes that name the organization, as accounts are.
alter table referral enable row level security;
alter table entry_problem enable row level security;

/* A newer check of an entry answers what was said of it until then, by whatever way it comes in. One that is dated before
   the review opened does not answer it. */
create function settle_entry_review() returns trigger language plpgsql security definer set search_path from current as $$
begin
  new.review_since := null;
  update referral set counts = false
    where organization_id = new.organization_id and service_id = new.id and counts and answered_on <= new.verified_on;
  delete from entry_problem
    where organization_id = new.organization_id and service_id = new.id and said_on <= new.verified_on;
  return new;
end $$;
create trigger settle_entry_review before update on service for each row
  when (new.verified_on > coalesce(old.verified_on, '-infinity') and new.verified_on >= coalesce(old.review_since, '-infinity'))
  execute function settle_entry_review();

/* What was said of a place is hidden with it, for good: a referral that came back when the place is gone would tell of it. */
create function hide_referrals() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update referral set hidden = true where organization_id = new.organization_id and service_id = new.id and not hidden;
  return null;
end $$;
create trigger hide_referrals after update on service for each row
  when (new.protected and not old.protected) execute function hide_referrals();
