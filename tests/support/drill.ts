// A drill: alerts that are raised and moved over HTTP at times that a seed draws, on a clock that the drill itself sets. What it
// did is kept apart from the server, so that the server's figures can be checked against it.
import { seededRandom } from '../../geodata/analysis/random.ts';

export interface DrillServer {
  readonly address: string;
  /** Sets the server's clock, milliseconds since 1970. */
  readonly setClock: (at: number) => void;
  /** Runs the server's escalation as its timer would. */
  readonly tick: () => Promise<void>;
  /** A session that begins now, of somebody of operations. */
  readonly signIn: () => Promise<string>;
}

/** What was done with one alert, and when: milliseconds since 1970 by verb, the first of each. */
export interface DrillAlert {
  readonly id: string;
  readonly done: ReadonlyMap<string, number>;
  readonly outcome: 'responded' | 'not_confirmed' | 'no_response' | null;
  /** Limit of the step that it waits for at the end; null = closed. */
  readonly dueAt: number | null;
  /** Limits that passed before the step was taken, in order. */
  readonly missed: readonly number[];
}

export interface Drill {
  readonly alerts: readonly DrillAlert[];
  readonly requests: number;
  /** End of the drill by its own clock. */
  readonly endedAt: number;
}

const MINUTE = 60_000;
const SEVERITIES = [1, 2, 3] as const;
/** Means in minutes between one step and the next: some within the limits of each severity and some beyond. */
const MEAN = { verify: 25, assign: 20, accept: 6, respond: 40, arrive: 70, close: 300 } as const;
type Step = keyof typeof MEAN;
const STEPS: readonly Step[] = ['verify', 'assign', 'accept', 'respond', 'arrive', 'close'];

interface Planned {
  readonly alert: number;
  readonly at: number;
  readonly action: Record<string, unknown> & { readonly action: string };
}

/** What will be done with each alert: drawn before anything is sent. */
function plan({ seed, count, startsAt }: { seed: number; count: number; startsAt: number }): Planned[] {
  const random = seededRandom(seed);
  const planned: Planned[] = [];
  for (let alert = 0; alert < count; alert++) {
    let at = startsAt + Math.floor(random() * 24 * 60 * MINUTE);
    planned.push({ alert, at, action: { action: 'raise', severity: SEVERITIES[Math.floor(random() * 3)] } });
    for (const step of STEPS) {
      at += 1 + Math.floor(-Math.log(1 - random()) * MEAN[step] * MINUTE);
      const fate = random();
      // One in twelve steps is never taken, one in twelve ends the alert without a response.
      if (fate < 1 / 12) break;
      if (fate < 2 / 12 && step !== 'close') {
        const outcome = step === 'verify' ? 'not_confirmed' : 'no_response';
        const reason = outcome === 'not_confirmed' ? 'false_alarm' : 'no_access';
        planned.push({ alert, at, action: { action: 'close', outcome, reason } });
        break;
      }
      const parts = step === 'close' ? { outcome: 'responded' } : step === 'accept' ? { etaMinutes: 30 } : {};
      planned.push({ alert, at, action: { action: step, ...parts } });
    }
  }
  return planned.sort((a, b) => a.at - b.at || a.alert - b.alert);
}

/** Runs the drill; between two actions the escalation runs at each limit that passes, to the millisecond. */
export async function runDrill(
  server: DrillServer,
  of: { readonly seed: number; readonly count: number; readonly startsAt: number; readonly teamId: string },
): Promise<Drill> {
  const alerts = Array.from({ length: of.count }, () => ({
    id: '',
    version: 0,
    done: new Map<string, number>(),
    outcome: null as DrillAlert['outcome'],
    dueAt: null as number | null,
    missed: [] as number[],
  }));
  let requests = 0;
  let token = '';
  let signedInAt = Number.NEGATIVE_INFINITY;
  const clock = async (at: number): Promise<void> => {
    const passed = alerts.flatMap(({ dueAt, missed }) =>
      dueAt !== null && dueAt <= at && missed.at(-1) !== dueAt ? [dueAt] : [],
    );
    for (const limit of [...new Set(passed)].sort((a, b) => a - b)) {
      server.setClock(limit);
      await server.tick();
      for (const { dueAt, missed } of alerts) if (dueAt === limit) missed.push(limit);
    }
    server.setClock(at);
    // A session ends after half an hour without a request.
    if (at - signedInAt < 20 * MINUTE) return;
    token = await server.signIn();
    signedInAt = at;
  };
  const send = async (path: string, body: object, version: number | null) => {
    requests++;
    const answer = await fetch(`${server.address}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(version === null ? {} : { 'If-Match': `"${version}"` }),
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return JSON.parse(text) as { id: string; version: number; dueAt: string | null };
  };
  let endedAt = of.startsAt;
  for (const { alert: at, at: moment, action } of plan(of)) {
    const alert = alerts[at] as (typeof alerts)[number];
    await clock(moment);
    endedAt = moment;
    const { action: verb, ...parts } = action;
    // An escalation in between is one event more.
    const version = alert.version + alert.missed.length;
    const answer =
      verb === 'raise'
        ? await send('/api/alerts', { kind: 'threat', areaPcode: 'QQ001', ...parts }, null)
        : await send(
            `/api/alerts/${alert.id}/actions`,
            { action: verb, ...parts, ...(verb === 'assign' ? { teamId: of.teamId } : {}) },
            version,
          );
    alert.id = answer.id;
    alert.version = answer.version - alert.missed.length;
    alert.dueAt = answer.dueAt === null ? null : Date.parse(answer.dueAt);
    alert.done.set(verb, moment);
    if (verb === 'close') alert.outcome = (parts['outcome'] as DrillAlert['outcome']) ?? null;
  }
  await clock(endedAt);
  return { alerts, requests, endedAt };
}

/** Seconds between two steps of those that took both, in order. */
export const secondsBetween = (drill: Drill, from: string, to: string): number[] =>
  drill.alerts
    .flatMap(({ done }) => {
      const [a, b] = [done.get(from), done.get(to)];
      return a === undefined || b === undefined ? [] : [(b - a) / 1000];
    })
    .sort((a, b) => a - b);

/** The least value that at least this share of all does not exceed, by counting. */
export const leastCovering = (values: readonly number[], share: number): number | null =>
  values.find((value) => values.filter((other) => other <= value).length >= share * values.length) ?? null;
