// What is stored of an alert is what its log says: any sequence of allowed actions over HTTP, with limits that pass in between,
// replayed from the log gives the stored row, and the row gives nothing that is not in the log.
import { expect, it } from 'vitest';
import { replay } from '../../../geodata/analysis/evaluation/alert_log.ts';
import { seededRandom } from '../../../geodata/analysis/random.ts';
import { alertStanding } from '../../../geodata/schema/alert.ts';
import { CLOSE_REASONS } from '../../../geodata/schema/alert_words.ts';
import { ESCALATION_JOB } from '../../../server/jobs/escalation_job.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const ALERTS = 6;
const ACTIONS = 12;

it('replayed from its log gives what is stored, after whatever was done', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    let at = Date.parse('2026-11-20T12:00:00Z');
    const now = () => new Date(at);
    const app = testApp(db, { now });
    const random = seededRandom(20);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const { accountId } = await app.signedIn({ role: 'operations' });
    const steward = () => app.as('steward');
    const teamId = (await (await steward()).send('POST', '/api/teams', { name: 'A' })).json.id;
    const job = {
      database: db,
      outbox: { written: () => undefined },
      now,
      onFault: (fault: unknown) => expect(fault).toBe(null),
    };
    const parts: Record<string, () => object> = {
      assign: () => pick([{ accountId }, { teamId }, { accountId, teamId }]),
      accept: () => ({ etaMinutes: pick([null, 25]) }),
      respond: () => ({ etaMinutes: pick([null, 5]) }),
      close: () => {
        const outcome = pick(['responded', 'not_confirmed', 'no_response'] as const);
        return outcome === 'responded' ? { outcome } : { outcome, reason: pick(CLOSE_REASONS[outcome]) };
      },
      note: () => ({ word: 'second_source_asked' }),
    };
    const verbs = new Set<string>();
    for (let n = 0; n < ALERTS; n++) {
      const by = await steward();
      const made = await by.send('POST', '/api/alerts', { kind: 'threat', severity: 3, areaPcode: 'QQ001' });
      let alert = made.json;
      for (let i = 0; i < ACTIONS; i++) {
        at += Math.floor(random() * 25 * 60_000);
        await ESCALATION_JOB.run(job);
        alert = (await by.get(`/api/alerts/${alert.id}`)).json;
        const open = (alert.actions as string[]).filter((action) => action !== 'close');
        const action = random() < 0.1 ? pick(alert.actions as string[]) : pick(open);
        const body = { action, ...parts[action]?.() };
        const answer = await by.send('POST', `/api/alerts/${alert.id}/actions`, body, {
          'If-Match': `"${alert.version}"`,
        });
        // Only a response without an arrival is refused of what may be done next.
        expect(
          answer.status === 200 || (answer.status === 409 && 'outcome' in body && body.outcome === 'responded'),
        ).toBe(true);
      }
      alert = (await by.get(`/api/alerts/${alert.id}`)).json;
      const stored = Object.fromEntries(Object.keys(alertStanding).map((key) => [key, alert[key]]));
      expect(stored).toEqual(replay(alert.events));
      for (const { verb } of alert.events) verbs.add(verb);
    }
    expect([...verbs].sort()).toEqual([
      'accept',
      'arrive',
      'assign',
      'close',
      'escalate',
      'note',
      'raise',
      'reopen',
      'respond',
      'verify',
    ]);
    expect(app.faults).toEqual([]);
  }));
