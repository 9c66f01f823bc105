// Series in which nothing happens, for measuring false alarms: seeded Poisson and negative binomial counts.
import { readFileSync } from 'node:fs';
import { randomNormal, seededRandom } from '../../../../geodata/analysis/random.ts';

export type Draw = (mean: number) => number;

/** Poisson by products of uniforms; means above 30 as sums of smaller ones. */
export function poissonDraw(random: () => number): Draw {
  const draw = (mean: number): number => {
    if (mean > 30) return draw(mean / 2) + draw(mean / 2);
    const floor = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > floor; product *= random()) count++;
    return count;
  };
  return draw;
}

/** Gamma with this shape and mean 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414). */
export function gammaDraw(random: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random() ** (1 / shape) * ((shape + 1) / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = randomNormal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

export const series = (length: number, draw: () => number): Float64Array => Float64Array.from({ length }, draw);

export const nullDraws = (seed: number): Draw => poissonDraw(seededRandom(seed));

/** Share of tested periods that alarm. */
export class AlarmRate {
  tested = 0;
  alarms = 0;
  add(flags: Int8Array): void {
    for (const flag of flags) {
      if (flag < 0) continue;
      this.tested++;
      this.alarms += flag;
    }
  }
  get share(): number {
    return this.alarms / this.tested;
  }
}

/** The lines of a docstring's `Measured:` part that begin with `- <label> <mean>:` or `<label> <mean>:`, as mean → text. */
export function measuredLines(file: string, label: string): Map<number, string> {
  const text = readFileSync(`geodata/analysis/${file}`, 'utf8');
  const lines = [...text.matchAll(new RegExp(`^ \\*\\s+${label} ([\\d.]+): (.*)$`, 'gm'))];
  return new Map(lines.map((line) => [Number(line[1]), (line[2] as string).trim()]));
}
