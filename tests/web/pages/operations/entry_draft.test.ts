// A report while it is typed: the span that its precision means, a place by point or by area, and a question that sends no point.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { incidentInput } from '../../../../geodata/schema/incident.ts';
import { incidentDraft } from '../../../../geodata/schema/incident_record.ts';
import {
  duplicateDraft,
  EMPTY_ENTRY,
  type EntryDraft,
  incidentOf,
  spanOf,
} from '../../../../web/pages/operations/entry_draft.ts';

const FULL: EntryDraft = {
  ...EMPTY_ENTRY,
  type: 'physical_assault',
  date: '2026-02-11',
  point: [13.123456, 11.876543],
  sourceClass: 'partner',
  consent: 'given',
};
const middle = (pcode: string) => (pcode === 'NG002001' ? ([13, 12] as const) : null);

describe('a report that is typed', () => {
  it('spans the day, week, month or year that is known, in UTC', () => {
    const span = (timePrecision: EntryDraft['timePrecision']) => {
      const { from, to } = spanOf({ ...FULL, timePrecision }) ?? { from: '', to: '' };
      return [from.slice(0, 10), to.slice(0, 10)];
    };
    expect(span('day')).toEqual(['2026-02-11', '2026-02-11']);
    expect(span('week')).toEqual(['2026-02-09', '2026-02-15']);
    expect(span('month')).toEqual(['2026-02-01', '2026-02-28']);
    expect(span('year')).toEqual(['2026-01-01', '2026-12-31']);
    expect(spanOf({ ...FULL, timePrecision: 'hour' })).toBeNull();
    expect(spanOf({ ...FULL, date: '' })).toBeNull();
  });

  it('is nothing to send until type, date, place, source and consent are there', () => {
    expect(incidentInput.safeParse(incidentOf(FULL, middle)).success).toBe(true);
    for (const missing of [
      { type: '' },
      { date: '' },
      { point: null },
      { sourceClass: '' },
      { consent: '' },
    ] as const) {
      expect(incidentOf({ ...FULL, ...missing }, middle)).toBeNull();
    }
  });

  it('stands in the middle of its area, which it names, where no point is known', () => {
    const byArea: EntryDraft = { ...FULL, placePrecision: 'district', areaPcode: 'NG002001' };
    const sent = incidentOf(byArea, middle);
    expect([sent?.areaPcode, sent?.geom.coordinates]).toEqual(['NG002001', [13, 12]]);
    expect(incidentInput.safeParse(sent).success).toBe(true);
    expect(incidentOf({ ...byArea, areaPcode: '' }, middle)).toBeNull();
  });

  it('asks for known events by its cell or its area, never by its point', () => {
    const cellOf = (lat: number, lon: number) => latLngToCell(lat, lon, 8);
    const asked = duplicateDraft(FULL, cellOf);
    expect(incidentDraft.parse(asked)).toEqual({
      type: 'physical_assault',
      day: '2026-02-11',
      cell: latLngToCell(11.876543, 13.123456, 8),
      areaPcode: null,
    });
    expect(JSON.stringify(asked)).not.toMatch(/13\.1|11\.8/);
    const byArea = duplicateDraft({ ...FULL, placePrecision: 'state', areaPcode: 'NG002' }, cellOf);
    expect(incidentDraft.parse(byArea)).toMatchObject({ cell: null, areaPcode: 'NG002' });
  });
});
