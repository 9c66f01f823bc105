// Quarters that may be built, settings as typed, and what each role sees of incidents.
import { describe, expect, it } from 'vitest';
import { INCIDENT_VIEW } from '../../../../geodata/schema/roles.ts';
import { settingChange } from '../../../../geodata/schema/setting.ts';
import { quarterEnds } from '../../../../server/jobs/release_job.ts';
import { disclosureRows } from '../../../../web/pages/steward/disclosure_rows.ts';
import { buildableQuarters } from '../../../../web/pages/steward/quarters.ts';
import { settingOf } from '../../../../web/pages/steward/setting_input.ts';

const at = (iso: string) => Date.parse(iso);

describe('the quarters offered', () => {
  it('ended 30 days ago or more, newest first', () => {
    expect(buildableQuarters(at('2026-11-20T12:00:00Z'), 3)).toEqual(['2026-Q3', '2026-Q2', '2026-Q1']);
    expect(buildableQuarters(at('2026-10-30T23:59:59Z'), 1)).toEqual(['2026-Q2']);
    expect(buildableQuarters(at('2026-10-31T00:00:00Z'), 1)).toEqual(['2026-Q3']);
    expect(buildableQuarters(at('2026-01-31T00:00:00Z'), 2)).toEqual(['2025-Q4', '2025-Q3']);
  });

  it('are those that the server takes on every day of two years', () => {
    for (let day = at('2025-01-01T00:00:00Z'); day < at('2027-01-01T00:00:00Z'); day += 86_400_000) {
      const today = new Date(day).toISOString().slice(0, 10);
      const [newest = ''] = buildableQuarters(day, 1);
      expect(quarterEnds(newest).from <= today, `${newest} on ${today}`).toBe(true);
      const [year, quarter] = [Number(newest.slice(0, 4)), Number(newest.slice(6))];
      const next = quarter === 4 ? `${year + 1}-Q1` : `${year}-Q${quarter + 1}`;
      expect(quarterEnds(next).from > today, `${next} on ${today}`).toBe(true);
    }
  });
});

describe('settings as typed', () => {
  const typed = { floor: '11', scheme: 'h3', days: '' } as const;

  it('are a change that the schema takes, and an empty time keeps records', () => {
    const { change, faults } = settingOf(typed);
    expect(faults).toEqual([]);
    expect(settingChange.parse(change)).toEqual(change);
    expect(change.incidentRetentionDays).toBeNull();
  });

  it.each([
    ['floor', { floor: '4' }],
    ['floor', { floor: '11.5' }],
    ['floor', { floor: '' }],
    ['floor', { floor: '1001' }],
    ['days', { days: '29' }],
    ['days', { days: 'a year' }],
    ['days', { days: '36501' }],
  ] as const)('with a wrong %s are not sent: %j', (field, wrong) => {
    expect(settingOf({ ...typed, ...wrong }).faults).toEqual([field]);
  });
});

describe('the same incidents by role', () => {
  it('are told from the floor of the release on, below it only to those who work with them', () => {
    const rows = disclosureRows(11, INCIDENT_VIEW);
    expect(rows.map(({ role, least }) => [role, least])).toEqual([
      ['public', 11],
      ['partner', 11],
      ['evaluator', 11],
      ['planner', 3],
      ['operations', 1],
      ['steward', 1],
    ]);
    expect(rows.filter(({ space }) => space.key === 'disclosure.exactPlace').map(({ role }) => role)).toEqual([
      'steward',
    ]);
  });
});
