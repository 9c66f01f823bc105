// Writes the teams, the alerts with their logs, and the shared plan of the demo. Logs are made by the same steps as any other,
// with the limits that come with the software.
import { randomUUID } from 'node:crypto';
import { replay } from '../../geodata/analysis/evaluation/alert_log.ts';
import { escalated, moved, raised } from '../../geodata/analysis/evaluation/alert_moves.ts';
import { alertRows, type DemoAlert } from '../../geodata/demo/alert.ts';
import { OBJECTIVES, TASKS, teamRows } from '../../geodata/demo/team.ts';
import { type AlertEvent, type AlertStanding, alertAction } from '../../geodata/schema/alert.ts';
import { defaultRule } from '../../geodata/schema/alert_rule.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { insertPastAlerts, type PastAlert } from '../queries/alert_history.ts';
import { areasOfCells } from '../queries/cell_areas.ts';
import { insertObjective, insertTask } from '../queries/tasks.ts';
import { insertTeam } from '../queries/teams.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DutyPart } from './demo_duty.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const loadDemoAlerts: DutyPart = async (tx, { organizationId, world, seed, today: now }) => {
  const viewer: Viewer = { role: 'operations', organizationId, areaPrefix: '' };
  const write = { ...viewer, verb: 'import', thingId: organizationId, hidden: true } as const;
  const teams: string[] = [];
  for (const team of teamRows({ places: world.places(), seed, now }))
    teams.push((await insertTeam(tx, viewer, team, now)).id);
  await recordWrite(tx, { ...write, noun: 'team', rowCount: teams.length });

  const rows = alertRows({ places: world.places(), seed, teams: teams.length - 1 });
  const areas = await areasOfCells(
    tx,
    viewer,
    rows.map(({ cell }) => cell),
  );
  const alerts = rows.map((row): PastAlert => {
    const log = logOf(row, teams, now);
    const { kind, severity, raisedBy, cell } = row;
    const standing = replay(log) as AlertStanding;
    return { id: randomUUID(), kind, severity, raisedBy, cell, areaPcode: areas.get(cell) ?? null, log, standing };
  });
  await insertPastAlerts(tx, organizationId, alerts);
  await recordWrite(tx, { ...write, noun: 'alert', rowCount: alerts.length });

  const dayIn = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  const objectives: string[] = [];
  for (const { inDays, ...objective } of OBJECTIVES)
    objectives.push((await insertObjective(tx, viewer, { ...objective, byDate: dayIn(inDays) })).id);
  const pcodes = [
    ...new Set([...world.areas()].filter(({ adminLevel }) => adminLevel === 2).map(({ pcode }) => pcode)),
  ];
  for (const [i, { from, to, objective, ...task }] of TASKS.entries()) {
    await insertTask(tx, viewer, {
      ...task,
      areaPcode: pcodes[(3 * i) % pcodes.length] as string,
      fromDate: dayIn(from),
      toDate: to === null ? null : dayIn(to),
      objectiveId: objective === null ? null : (objectives[objective] ?? null),
    });
  }
  await recordWrite(tx, { ...write, noun: 'task', rowCount: TASKS.length + OBJECTIVES.length });
};

/** The log of one alert up to now; a limit that passed is in it as the clock would have said it. */
function logOf({ severity, minutesAgo, steps }: DemoAlert, teams: readonly string[], now: Date): AlertEvent[] {
  const rule = defaultRule(severity);
  const start = now.getTime() - minutesAgo * MINUTE;
  const actor = { role: 'operations' as const, accountId: null };
  const log = [raised({ ...actor, now: new Date(start) }, rule)];
  const lastAt = () => log.at(-1)?.at ?? '';
  const escalate = (until: number) => {
    const standing = replay(log) as AlertStanding;
    if (standing.dueAt === null || Date.parse(standing.dueAt) > until) return;
    const event = escalated(standing, { rule, lastAt: lastAt(), now: new Date(standing.dueAt) });
    if (event !== null) log.push(event);
  };
  for (const { after, action, parts, team } of steps) {
    const at = start + after * MINUTE;
    escalate(at);
    const body = alertAction.parse({ action, ...parts, ...(team === undefined ? {} : { teamId: teams[team] }) });
    log.push(moved(replay(log) as AlertStanding, body, { ...actor, rule, lastAt: lastAt(), now: new Date(at) }));
  }
  escalate(now.getTime());
  return log;
}
