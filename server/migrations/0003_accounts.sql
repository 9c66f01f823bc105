-- Accounts and what signs them in; answers that are kept for a repeated write; what a planner asked on a day.

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
