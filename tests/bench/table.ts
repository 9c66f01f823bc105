// Plain tables for benchmarks, and the clock they share: contenders take turns and the best turn of each counts, since other
// work on the machine only ever takes away.

export interface Contender {
  readonly name: string;
  /** Does the work once and returns how many units (points, cells, edits) it did. */
  readonly work: () => number;
}

export interface Timing {
  readonly name: string;
  readonly nanosecondsPerUnit: number;
  readonly milliseconds: number;
}

/** Best of `turns` for each contender, all in turn. */
export function timings(contenders: readonly Contender[], turns: number): Timing[] {
  const best = contenders.map(({ name }) => ({ name, nanosecondsPerUnit: Number.POSITIVE_INFINITY, milliseconds: 0 }));
  for (let turn = 0; turn < turns; turn++) {
    contenders.forEach((contender, at) => {
      const start = performance.now();
      const units = contender.work();
      const milliseconds = performance.now() - start;
      const nanosecondsPerUnit = (milliseconds * 1e6) / units;
      if (nanosecondsPerUnit < (best[at] as Timing).nanosecondsPerUnit) {
        best[at] = { name: contender.name, nanosecondsPerUnit, milliseconds };
      }
    });
  }
  return best;
}

/** Prints timings with their ratio to the one named: above 1 it takes that many times longer. */
export function printTimings(title: string, rows: readonly Timing[], against: string): void {
  const ours = rows.find((row) => row.name === against);
  const width = Math.max(...rows.map((row) => row.name.length));
  console.log(`\n${title}`);
  for (const row of rows) {
    const ratio = ours === undefined ? 1 : row.nanosecondsPerUnit / ours.nanosecondsPerUnit;
    console.log(
      `  ${row.name.padEnd(width)}  ${figure(row.nanosecondsPerUnit).padStart(11)} ns each  ${figure(ratio).padStart(8)} ×`,
    );
  }
}

export function figure(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
