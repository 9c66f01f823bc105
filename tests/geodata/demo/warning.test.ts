// The demo's early warning shows every state of the board, whatever the day of the week.
import { expect, it } from 'vitest';
import { boardOf } from '../../../geodata/analysis/warning/warning_board.ts';
import { consultationRows, demoIndicators, observationRows } from '../../../geodata/demo/warning.ts';
import { createWorld } from '../../../geodata/demo/world.ts';
import { consultationFaults, consultationInput } from '../../../geodata/schema/consultation.ts';
import { UNIT_OF } from '../../../geodata/schema/indicator_words.ts';
import { INDICATOR_STATES } from '../../../geodata/schema/warning_board.ts';

it.each(['2026-11-20', '2026-11-22', '2026-11-23'])('on %s', (today) => {
  const world = createWorld({ seed: 1, scale: 1, today });
  const indicators = demoIndicators().map((one) => ({ ...one, id: one.kind, unit: UNIT_OF[one.kind], version: 1 }));
  const monday = (day: string) => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  };
  const rows = [...observationRows(world.areas(), { today: world.season.to, seed: 1 })].map((row) => ({
    ...{ indicatorId: row.kind, areaPcode: row.areaPcode, areaName: row.areaPcode, period: monday(row.observedOn) },
    ...{ value: row.value, strong: true, lastOn: row.observedOn },
  }));
  const { areas } = boardOf(indicators, rows, today);
  const states = new Set(areas.flatMap(({ cells }) => cells.map(({ state }) => state)));
  expect(states).toEqual(new Set(INDICATOR_STATES));
});

it('records talks that could have been recorded by hand', () => {
  const world = createWorld({ seed: 1, scale: 1, today: '2026-11-20' });
  const talks = [...consultationRows(world.areas(), world.season.to)];
  expect(talks.length).toBeGreaterThan(5);
  for (const talk of talks) expect(consultationFaults(consultationInput.parse(talk))).toEqual([]);
});
