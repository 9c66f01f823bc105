// What is at stake: two organizations, each with the same shapes, and words and coordinates planted where only some may
// look. A canary seen anywhere else is a leak.
import { randomUUID } from 'node:crypto';
import { PADDED_BYTES, REPLY_BYTES, SEAL_OVERHEAD, SECRETBOX_OVERHEAD } from '../../geodata/schema/report.ts';
import { sealPlan } from '../../server/access/plan_seal.ts';
import type { Database, Transaction } from '../../server/db/database.ts';
import { raw, sql } from '../../server/db/sql.ts';
import { raiseAlert } from '../../server/queries/alert_writes.ts';
import { createDataset, loadRows } from '../../server/queries/load.ts';
import { insertPatrolPlan } from '../../server/queries/patrol_plans.ts';
import { loadWorld } from '../support/world.ts';

/** Planted in fields that only some roles may read. */
export const CANARY = {
  incidentLon: '12.123456',
  incidentLat: '11.654321',
  protectedService: 'Hidden refuge',
  plannedZone: 'Planned zone',
  /** What shows that the open zone is safe. */
  zoneEvidence: 'Canarylamp',
  patrolRoute: 'Water road',
  patrolTeam: 'Canaryteam',
  /** When women are on the way, and a visit of a team that nobody who asks is in: the second tells it. */
  womenRoute: 'Canary firewood way',
  patrolVisit: '2026-11-20T16:07:13.000Z',
  alert: 'canary:alert',
  teamLon: '12.717273',
  /** A task that is not shared with partners. */
  task: 'Canary task',
  account: 'canary-steward@example.org',
  /** Code of a referral to the protected service. */
  referral: 'CANARY22',
  /** Where a women's space takes reports. */
  reportingCell: '8758e034affffff',
  unpublishedRoad: '131313.5',
  /** A constraint on the open road, which makes it longer for staff. */
  constraint: 'Canary bridge',
  foreign: 'Organization two',
} as const;

export interface Ids {
  readonly service: string;
  readonly protected: string;
  readonly zone: string;
  readonly proposed: string;
  readonly patrol: string;
  readonly run: string;
  readonly womenRoute: string;
  readonly patrolPlan: string;
  readonly alert: string;
  readonly team: string;
  readonly task: string;
  readonly objective: string;
  readonly incident: string;
  readonly place: string;
  readonly population: string;
  readonly gateway: string;
  readonly referral: string;
  readonly road: string;
  readonly constraint: string;
  readonly account: string;
  readonly report: string;
  readonly reportKey: string;
  readonly reportingPoint: string;
}

/** Loads both organizations, as the owner of the tables. */
export async function loadAttackWorld(database: Database): Promise<Record<'one' | 'two', Ids>> {
  return database.transaction(async (tx) => ({ one: await loadOne(tx, 'one'), two: await loadOne(tx, 'two') }), {
    heavy: true,
  });
}

async function loadOne(tx: Transaction, organizationId: string): Promise<Ids> {
  const { population } = await loadWorld(tx, organizationId);
  const idOf = async (query: Parameters<Transaction['one']>[0]): Promise<string> =>
    (await tx.one<{ id: string }>(query)).id;
  await tx.run(
    sql`update patrol_route set team = ${CANARY.patrolTeam}, area_pcode = 'QQ001' where organization_id = ${organizationId}`,
  );
  const patrol = await idOf(sql`select id from patrol_route where organization_id = ${organizationId}`);
  const run = await idOf(sql`
    insert into patrol_run (organization_id, route_id, started_at, ended_at, length_meters, geom)
    select organization_id, id, '2026-11-19T08:00:00Z', '2026-11-19T10:00:00Z', 15000, geom from patrol_route
    where organization_id = ${organizationId} returning id`);
  const womenRoute = await idOf(sql`
    insert into women_route (organization_id, area_pcode, name, kind, days, from_time, until_time, patrol_ids)
    values (${organizationId}, 'QQ001', ${CANARY.womenRoute}, 'firewood', '{2,5}', '06:00', '09:00', ${[patrol]}::uuid[])
    returning id`);
  const patrolPlan = await loadPatrolPlan(tx, organizationId, patrol);
  await loadRoads(tx, organizationId);
  const gateway = await idOf(sql`
    insert into gateway (organization_id, area_pcode, kind, name, phone)
    values (${organizationId}, 'QQ001', 'shelter', 'District line', '199') returning id`);
  const account = await idOf(sql`
    insert into account (organization_id, email, name, role, status)
    values (${organizationId}, ${`${organizationId === 'one' ? '' : 'other-'}${CANARY.account}`}, 'Steward', 'steward', 'active')
    returning id`);
  const reportingPoint = await idOf(sql`
    insert into reporting_point (organization_id, kind, area_pcode, cell_r7, reach_rings, open_periods, network)
    values (${organizationId}, 'women_space', 'QQ001', ${CANARY.reportingCell}, 2, '[{"from":"2026-01-12","until":null}]', false)
    returning id`);
  await tx.run(sql`
    insert into zone_use (organization_id, zone_id, measure_checks)
    select organization_id, id, jsonb_build_array(jsonb_build_object('measure', 'lighting', 'evidence', ${CANARY.zoneEvidence}::text,
      'source', 'walk', 'observedOn', '2026-11-01', 'expiresOn', null))
    from zone where organization_id = ${organizationId} and status = 'open'`);
  const { report, reportKey } = await loadReport(tx, organizationId);
  const one = (table: string, where: string) =>
    idOf(raw(`select id from ${table} where organization_id = '${organizationId}' and ${where} order by id limit 1`));
  const referTo = (id: string, code: string, hidden: boolean) =>
    idOf(sql`
      insert into referral (organization_id, code, service_id, hidden, needs, urgent, made_on)
      values (${organizationId}, ${code}, ${id}::uuid, ${hidden}, '{medical}', true, '2026-11-19') returning id`);
  const referral = await referTo(await one('service', 'not protected'), 'SEEN2222', false);
  await referTo(await one('service', 'protected'), CANARY.referral, true);
  await tx.run(sql`
    insert into entry_problem (organization_id, service_id, problem, said_on, said)
    select organization_id, id, 'moved', '2026-11-19', 2 from service where organization_id = ${organizationId}`);
  return {
    ...(await loadAlert(tx, organizationId)),
    service: await one('service', 'not protected'),
    protected: await one('service', 'protected'),
    zone: await one('zone', `status = 'open'`),
    proposed: await one('zone', `status = 'proposed'`),
    incident: await one('incident', `consent = 'given'`),
    place: await one('place', 'true'),
    population,
    patrol,
    run,
    womenRoute,
    patrolPlan,
    referral,
    gateway,
    road: await one('road_edge', 'closed'),
    constraint: await one('access_constraint', 'true'),
    account,
    report,
    reportKey,
    reportingPoint,
  };
}

/** An alert, a team that could go, and a task that partners see beside one that they do not. */
async function loadAlert(tx: Transaction, organizationId: string) {
  const idOf = async (query: Parameters<Transaction['one']>[0]): Promise<string> =>
    (await tx.one<{ id: string }>(query)).id;
  const raise = {
    organizationId,
    role: 'steward',
    kind: 'threat',
    severity: 3,
    raisedBy: 'person',
    cell: null,
  } as const;
  const now = new Date('2026-11-20T11:00:00Z');
  const alert = await raiseAlert(tx, { ...raise, areaPcode: 'QQ001', reference: CANARY.alert, now });
  const team = await idOf(sql`
    insert into team (organization_id, name, status, area_pcode, geom, position_at)
    values (${organizationId}, 'Mobile', 'available', 'QQ001',
      st_setsrid(st_makepoint(${CANARY.teamLon}::float8, 10.5), 4326), ${now}) returning id`);
  const objective = await idOf(sql`
    insert into objective (organization_id, title, by_date, shared)
    values (${organizationId}, 'Light on every way to water', '2027-01-31', true) returning id`);
  const add = (title: string, shared: boolean) =>
    idOf(sql`
      insert into task (organization_id, title, agency, kind, area_pcode, from_date, state, shared, objective_id)
      values (${organizationId}, ${title}, 'Agency A', 'site_works', 'QQ001', '2026-11-01', 'ongoing', ${shared}, ${objective}::uuid)
      returning id`);
  await add(CANARY.task, false);
  return { alert, team, objective, task: await add('Lights', true) };
}

/** A street in two pieces by the open clinic; operations have closed the second and say how long it takes. */
async function loadRoads(tx: Transaction, organizationId: string): Promise<void> {
  const datasetId = await createDataset(tx, { organizationId, noun: 'road', name: 'road-test' });
  const piece = (from: number) => ({
    roadClass: 'primary' as const,
    lengthMeters: 1100,
    seconds: 60,
    oneWay: false,
    closed: false,
    geom: { type: 'LineString' as const, coordinates: [from, from + 0.01].map((lon): [number, number] => [lon, 10.5]) },
  });
  await loadRows(tx, { noun: 'road', organizationId, datasetId }, [piece(10.5), piece(10.51)]);
  await tx.run(sql`
    update road_edge set closed = true, seconds = ${CANARY.unpublishedRoad}::float8, version = version + 1
    where organization_id = ${organizationId} and st_x(st_startpoint(geom)) > 10.505`);
  await tx.run(sql`
    insert into access_constraint (organization_id, name, kind, access_type, threat, effect, delay_minutes, within_meters, starts_at,
      source, reliability, credibility, geom)
    values (${organizationId}, ${CANARY.constraint}, 'checkpoint', 'movement_restricted', 2, 'delay', 15, 30, '2026-01-01', 'own_team',
      'A', 1, st_setsrid(st_makepoint(10.504, 10.5), 4326))`);
}

/** Key of the server that is attacked: what it sealed it can open. */
export const TARGET_KEY = new Uint8Array(32).fill(7);

/** A plan with one visit in four hours, of a team that somebody else is in. */
async function loadPatrolPlan(tx: Transaction, organizationId: string, routeId: string): Promise<string> {
  const stranger = randomUUID();
  const { id: teamId } = await tx.one<{ id: string }>(sql`
    insert into team (organization_id, name, status, area_pcode, members)
    values (${organizationId}, 'Team A', 'available', 'QQ001', ${[stranger]}::uuid[]) returning id`);
  const id = randomUUID();
  const from = Date.parse(CANARY.patrolVisit);
  const visits = {
    ...{ teamIds: [teamId], routeIds: [routeId], members: [[stranger]] },
    visits: [[0, 0, from, from + 3_600_000, 0]],
  };
  await insertPatrolPlan(
    tx,
    { organizationId },
    {
      ...{ id, areaPcode: 'QQ001', startsOn: '2026-11-16', weeks: 4, timeZone: 'UTC', teamIds: [teamId] },
      ...{ madeOn: '2026-11-15', sealed: sealPlan(TARGET_KEY, { organizationId, id }, visits) },
      figures: {
        ...{ routes: [{ routeId, askedMinutes: 60, plannedMinutes: 60 }], met: 1, ratio: 1.1, women: [] },
        ...{ escortsLeft: 0, patrolFoundLeftOut: 0, warnings: [] },
      },
    },
  );
  return id;
}

/** A report of yesterday that nobody can open, with a reply. */
async function loadReport(tx: Transaction, organizationId: string): Promise<{ report: string; reportKey: string }> {
  const bytes = (length: number) => Buffer.alloc(length, organizationId);
  const { id: reportKey } = await tx.one<{ id: string }>(sql`
    insert into report_key (organization_id, public_key, created_on)
    values (${organizationId}, ${bytes(32)}, '2026-11-01') returning id`);
  const envelope = {
    keys: [{ id: reportKey, sealed: bytes(32 + SEAL_OVERHEAD).toString('base64url') }],
    box: bytes(PADDED_BYTES[0] + SECRETBOX_OVERHEAD).toString('base64url'),
  };
  const { id: report } = await tx.one<{ id: string }>(sql`
    with made as (
      insert into report (organization_id, locator_hash) values (${organizationId}, ${bytes(32)}) returning id
    ), sent as (
      insert into report_message (organization_id, report_id, position, taken_on, envelope)
      select ${organizationId}, id, 1, '2026-11-19', ${Buffer.from(JSON.stringify(envelope))} from made
    ), replied as (
      insert into report_reply (organization_id, report_id, position, sealed)
      select ${organizationId}, id, 1, ${bytes(REPLY_BYTES + SEAL_OVERHEAD)} from made
    ) select id from made`);
  return { report, reportKey };
}
