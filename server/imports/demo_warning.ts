// Loads the demo's early warning: indicators, observations, talks, and focal points whose codes nobody has.
import { randomBytes } from 'node:crypto';
import { consultationRows, demoIndicators, observationRows } from '../../geodata/demo/warning.ts';
import { insertConsultation } from '../queries/consultations.ts';
import { insertFocalPoint } from '../queries/focal_points.ts';
import { insertIndicator } from '../queries/indicators.ts';
import { insertObservations } from '../queries/observations.ts';
import { recordWrite } from '../queries/writes.ts';
import type { DutyPart } from './demo_duty.ts';

export const loadDemoWarning: DutyPart = async (tx, { organizationId, world, seed }) => {
  const viewer = { role: 'steward' as const, organizationId, areaPrefix: '' };
  const today = world.season.to;
  const areas = [...world.areas()];
  const imported = (noun: 'indicator' | 'observation' | 'consultation' | 'focal_point', rowCount: number) =>
    recordWrite(tx, { ...viewer, verb: 'import', noun, thingId: organizationId, rowCount, hidden: true });

  const ids = new Map<string, string>();
  for (const one of demoIndicators()) {
    const made = await insertIndicator(tx, viewer, one);
    if (made !== null) ids.set(made.kind, made.id);
  }
  await imported('indicator', ids.size);

  const observed = [...observationRows(areas, { today, seed })].flatMap(({ kind, ...rest }) => {
    const indicatorId = ids.get(kind);
    return indicatorId === undefined ? [] : [{ ...rest, indicatorId }];
  });
  await insertObservations(tx, viewer, observed);
  await imported('observation', observed.length);

  const talks = [...consultationRows(areas, today)];
  for (const talk of talks) await insertConsultation(tx, viewer, talk);
  await imported('consultation', talks.length);

  const places = [
    ...new Set(observed.flatMap(({ source, areaPcode }) => (source === 'focal_point' ? [areaPcode] : []))),
  ];
  const madeOn = new Date(today).toISOString().slice(0, 10);
  for (const areaPcode of places) {
    const input = { areaPcode, group: 'women' as const, languages: ['ha', 'kr'] };
    await insertFocalPoint(tx, viewer, { input, codeHash: randomBytes(32), today: madeOn });
  }
  await imported('focal_point', places.length);
};
