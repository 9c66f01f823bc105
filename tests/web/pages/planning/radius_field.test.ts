// The slider of the radius: every position is a round number of meters, in order, from end to end.
import { describe, expect, it } from 'vitest';
import { LEAST_METERS, MOST_METERS, radiusOfStep, stepOfRadius } from '../../../../web/pages/planning/radius_field.tsx';

describe('the radius slider', () => {
  it('runs from 500 m to 50 km and never backwards', () => {
    const radii = Array.from({ length: 201 }, (_, step) => radiusOfStep(step));
    expect(radii[0]).toBe(LEAST_METERS);
    expect(radii[200]).toBe(MOST_METERS);
    expect([...radii].sort((a, b) => a - b)).toEqual(radii);
    expect(radii.filter((meters) => meters % 50 !== 0)).toEqual([]);
  });

  it('stands within two positions of where a radius came from', () => {
    for (const meters of [500, 1000, 5000, 10_000, 20_000, 50_000]) {
      expect(Math.abs(radiusOfStep(stepOfRadius(meters)) - meters) / meters).toBeLessThan(0.05);
    }
  });

  it('stands at its end for a typed radius beyond it', () => {
    expect(stepOfRadius(100)).toBe(0);
    expect(stepOfRadius(90_000)).toBe(200);
  });
});
