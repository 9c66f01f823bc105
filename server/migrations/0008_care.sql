-- What care in time needs: stock, papers and other languages of services, the rules of a country, and roads as a steward
-- published them beside roads as they are.

-- Columns in the same order in both: publish_service() copies whole rows.
alter table service
  add column out_of_stock text[] not null default '{}',
  add column documents text not null default '',
  add column translations jsonb not null default '{}',
  add check (out_of_stock <@ components);
alter table pub_service
  add column out_of_stock text[] not null default '{}',
  add column documents text not null default '',
  add column translations jsonb not null default '{}';

-- null = the rules that come with the program.
alter table organization
  add column care_rules jsonb,
  add column care_rules_at timestamptz;

alter table gateway add column updated_at timestamptz not null default now();

-- Who closed which road today tells where an operation is: below planners a road is what a steward published of it. Its version
-- for them counts what they can see change, and nothing else.
alter table road_edge
  add column published_closed boolean,
  add column published_seconds double precision check (published_seconds >= 0 and published_seconds < 1e6),
  add column published_version integer not null default 1;
update road_edge set published_closed = closed, published_seconds = seconds;
alter table road_edge alter column published_closed set not null;
create index road_edge_waiting on road_edge (organization_id, id)
  where (closed, seconds) is distinct from (published_closed, published_seconds);

revoke select on road_edge from app_public;
grant select (organization_id, id, dataset_id, road_class, length_meters, one_way, geom, published_closed,
  published_seconds, published_version) on road_edge to app_public;
