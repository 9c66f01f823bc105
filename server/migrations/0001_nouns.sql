-- The nouns of Safereach. organization_id comes first in every key. Coordinates are finite and in range by CHECK:
-- one NaN point breaks every tile over it. Geometry is valid by CHECK and is never repaired silently.
create extension if not exists postgis;

create function lon_lat_in_range(geom geometry) returns boolean language sql immutable parallel safe as $$
  select not st_isempty(geom) and st_srid(geom) = 4326
    and st_xmin(geom) between -180 and 180 and st_xmax(geom) between -180 and 180
    and st_ymin(geom) between -90 and 90 and st_ymax(geom) between -90 and 90
$$;

create table organization (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  created_at timestamptz not null default now()
);

create table dataset (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  noun text not null,
  name text not null,
  title text not null default '',
  source text not null default '',
  licence text not null default '',
  as_of date,
  input_precision text not null default 'unknown',
  cell_width double precision check (cell_width > 0),
  cell_height double precision check (cell_height > 0),
  invented boolean not null default false,
  row_count bigint not null default 0,
  file_sha256 text,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, name)
);

create table area (
  organization_id text not null,
  id uuid not null default gen_random_uuid(),
  dataset_id uuid not null,
  pcode text not null check (pcode ~ '^[A-Z]{2,3}[0-9]{1,12}$'),
  admin_level smallint not null check (admin_level between 0 and 5),
  name text not null,
  parent_pcode text,
  geom geometry(MultiPolygon, 4326) not null check (lon_lat_in_range(geom)) check (st_isvalid(geom)),
  primary key (organization_id, id),
  unique (organization_id, pcode),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index area_geom on area using gist (geom);

create table population_cell (
  organization_id text not null,
  dataset_id uuid not null,
  id integer not null,
  people double precision not null check (people >= 0 and people < 1e10),
  women double precision check (women >= 0 and women < 1e10),
  children double precision check (children >= 0 and children < 1e10),
  area_pcode text,
  lon double precision not null check (lon between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  primary key (organization_id, dataset_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);

create table place (
  organization_id text not null,
  id uuid not null default gen_random_uuid(),
  dataset_id uuid not null,
  name text not null,
  kind text not null check (kind in ('capital', 'city', 'town', 'village', 'ward', 'camp')),
  population bigint check (population >= 0),
  geom geometry(Point, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index place_geom on place using gist (geom);
create index place_name on place (organization_id, lower(name) text_pattern_ops);

create table road_edge (
  organization_id text not null,
  id uuid not null default gen_random_uuid(),
  dataset_id uuid not null,
  road_class text not null,
  length_meters double precision not null check (length_meters >= 0 and length_meters < 2e6),
  seconds double precision check (seconds >= 0 and seconds < 1e6),
  one_way boolean not null default false,
  closed boolean not null default false,
  geom geometry(LineString, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index road_edge_geom on road_edge using gist (geom);

create table service (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  dataset_id uuid,
  name text not null,
  kind text not null,
  status text not null default 'open',
  components text[] not null default '{}',
  opening_hours jsonb,
  languages text[] not null default '{}',
  cost text not null default 'unknown',
  eligibility text not null default '',
  female_staff boolean,
  accessible boolean,
  capacity integer check (capacity >= 0),
  phone text not null default '',
  verified_on date,
  protected boolean not null default false,
  invented boolean not null default false,
  area_pcode text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  geom geometry(Point, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index service_geom on service using gist (geom);
create index service_kind on service (organization_id, kind);

create table zone (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  dataset_id uuid,
  name text not null,
  kind text not null,
  status text not null default 'proposed',
  capacity integer check (capacity >= 0),
  occupancy integer check (occupancy >= 0),
  security_measures text[] not null default '{}',
  protocols text[] not null default '{}',
  evidence jsonb not null default '[]',
  invented boolean not null default false,
  area_pcode text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  geom geometry(MultiPolygon, 4326) not null check (lon_lat_in_range(geom)) check (st_isvalid(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index zone_geom on zone using gist (geom);

create table patrol_route (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  dataset_id uuid,
  name text not null,
  mode text not null,
  purpose text not null,
  team text not null default '',
  runs_per_week integer not null default 0 check (runs_per_week >= 0),
  invented boolean not null default false,
  area_pcode text,
  version integer not null default 1,
  geom geometry(LineString, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade
);
create index patrol_route_geom on patrol_route using gist (geom);

create table patrol_run (
  organization_id text not null,
  id uuid not null default gen_random_uuid(),
  route_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= started_at),
  length_meters double precision not null check (length_meters >= 0),
  geom geometry(LineString, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, route_id) references patrol_route (organization_id, id) on delete cascade
);
create index patrol_run_route on patrol_run (organization_id, route_id, started_at);

-- Effort per cell and month is what a planner may see of patrols. Computed from the track when a run is written.
create table patrol_effort (
  organization_id text not null,
  run_id uuid not null,
  cell_r7 text not null,
  month date not null,
  hours double precision not null check (hours >= 0),
  primary key (organization_id, run_id, cell_r7, month),
  foreign key (organization_id, run_id) references patrol_run (organization_id, id) on delete cascade
);

create table incident (
  organization_id text not null references organization (id),
  id uuid not null default gen_random_uuid(),
  dataset_id uuid,
  type text not null,
  occurred_from timestamptz not null,
  occurred_to timestamptz not null check (occurred_to >= occurred_from),
  time_precision text not null,
  place_precision text not null,
  -- H3 cells of the point, fixed at write; null when the place is vaguer than a cell (an area, never a dot).
  cell_r7 text,
  cell_r8 text,
  -- Area of the center of the r8 (operations) and r7 (planner) cell, fixed at write.
  area_r8 text,
  area_r7 text,
  -- Area named by the source; for imprecise records the only place there is.
  area_pcode text,
  verification text not null,
  source_class text not null,
  consent text not null,
  invented boolean not null default false,
  recorded_at timestamptz not null default now(),
  geom geometry(Point, 4326) not null check (lon_lat_in_range(geom)),
  primary key (organization_id, id),
  foreign key (organization_id, dataset_id) references dataset (organization_id, id) on delete cascade,
  check ((cell_r7 is null) = (place_precision not in ('exact', 'settlement'))),
  check ((cell_r7 is null) = (cell_r8 is null))
);
create index incident_time on incident (organization_id, occurred_from);

-- Opaque sessions: only the SHA-256 of the token is kept.
create table session (
  token_hash bytea primary key,
  organization_id text not null references organization (id),
  role text not null,
  area_prefix text not null default '',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);

-- Who wrote what: ids and enums only, in the transaction of the write.
create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null default now(),
  organization_id text not null,
  role text not null,
  verb text not null,
  noun text not null,
  thing_id text,
  row_count bigint not null default 1,
  file_sha256 text
);

-- What changed, for live views and caches; written in the transaction of the write, heard after commit.
create table outbox (
  seq bigint generated always as identity primary key,
  at timestamptz not null default now(),
  organization_id text not null,
  verb text not null,
  noun text not null,
  thing_id text,
  -- Only those who see hidden records (protected services, zones not open) may notice, be it by waiting, that one changed.
  hidden boolean not null default false
);
create function outbox_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', new.organization_id || ' ' || new.noun || case when new.hidden then ' hidden' else '' end);
  return null;
end $$;
create trigger outbox_notify after insert on outbox for each row execute function outbox_notify();
