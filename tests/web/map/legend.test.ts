// The legend says what the layers draw: the same classes, units and periods, and nothing that is not on the map.
import { describe, expect, it } from 'vitest';
import { say } from '../../../web/i18n/messages.ts';
import { legendOf } from '../../../web/map/style.ts';
import { exampleScene } from './example_scene.ts';

const sectionOf = (layer: string, ...scene: Parameters<typeof exampleScene>) =>
  legendOf(exampleScene(...scene)).find((section) => section.layer === layer);
const labels = (layer: string, ...scene: Parameters<typeof exampleScene>) =>
  sectionOf(layer, ...scene)?.entries.map(({ label }) => say(label));

describe('the legend', () => {
  it('prints the class breaks of incidents, open-ended at the top, and what no cell means', () => {
    expect(labels('incidents', 'light')).toEqual([
      '1–2',
      '3–5',
      '6 or more',
      'No cell: none reported, or no data',
      'place known only by district',
    ]);
  });

  it('says "at least" for a role with a floor, and what it takes to be shown', () => {
    const incidents = exampleScene('light').incidents;
    if (incidents === null) throw new Error('the example has incidents');
    const planner = { ...incidents, floor: 3, breaks: [3, 9], resolution: 7, impreciseAreas: [] };
    expect(labels('incidents', 'light', { incidents: planner })).toEqual([
      '3–8',
      '9 or more',
      'no week of one type with 3 or more',
      'No cell: none reported, or no data',
    ]);
    const unit = sectionOf('incidents', 'light', { incidents: planner })?.unit;
    expect(unit == null ? null : say(unit)).toBe('at least, reports per cell of about 5.2 km², last 90 days');
  });

  it('gives unit and period of incidents, hours and gaps', () => {
    const unit = (layer: string) => {
      const message = sectionOf(layer, 'dark')?.unit;
      return message == null ? null : say(message);
    };
    expect(unit('incidents')).toBe('reports per cell of about 0.7 km², last 90 days');
    expect(unit('effort')).toBe('hours, rounded up, per cell of about 5 km², October 2026');
    expect(unit('gaps')).toBe('people beyond 5 km of medical care, by district');
    expect(unit('services')).toBeNull();
  });

  it('has as many colors as classes, all different', () => {
    for (const theme of ['light', 'dark'] as const) {
      const cells = sectionOf('incidents', theme)?.entries.flatMap(({ swatch }) =>
        swatch.form === 'cell' ? [swatch.color] : [],
      );
      expect(new Set(cells).size).toBe(3);
    }
  });

  it('explains only what is shown', () => {
    const { layers } = exampleScene('light');
    const shown = legendOf(exampleScene('light', { layers: { ...layers, gaps: { visible: false, opacity: 1 } } }));
    expect(shown.map(({ layer }) => layer)).not.toContain('gaps');
    expect(legendOf(exampleScene('light', { available: [], basemap: 'none' }))).toEqual([]);
  });

  it('shows one kind of service while the gap of that kind is looked at', () => {
    const kinds = labels('services', 'light', { serviceKind: 'legal' });
    expect(kinds).toEqual(['Legal', 'open', 'closed', 'not known']);
  });
});
