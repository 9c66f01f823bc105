// A linear or integer program and its solution by HiGHS (Huangfu & Hall 2018, doi:10.1007/s12532-017-0130-5) as WebAssembly.
// It knows columns, rows and a time limit; what they mean is for its callers.
import loadHighs, { type Highs, type HighsCallbackMap, type InterruptCallbackEvent } from 'highs';
import type { Surroundings } from '../method.ts';

/** A program being written, row by row. */
export class HighsProgram {
  readonly cost: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly integer: number[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];

  column(cost: number, upper: number, integer = false, lower = 0): number {
    this.cost.push(cost);
    this.lower.push(lower);
    this.upper.push(upper);
    this.integer.push(integer ? 1 : 0);
    return this.cost.length - 1;
  }

  entry(column: number, value: number): void {
    this.indices.push(column);
    this.values.push(value);
  }

  /** Closes the row that the entries since the last one make. */
  row(lower: number, upper: number): void {
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    this.starts.push(this.indices.length);
  }
}

export interface HighsAnswer {
  /** failed: out of memory or numbers that the solver could not handle; nothing is proved. */
  readonly status: 'optimal' | 'infeasible' | 'time' | 'failed';
  /** The best feasible columns found, null = none. */
  readonly values: Float64Array | null;
  /** What no feasible solution can beat. */
  readonly bound: number;
}

export interface HighsTask {
  readonly maximize: boolean;
  readonly seconds: number;
  /** Columns of a solution known to be feasible. */
  readonly start?: Float64Array | null;
  /** Any feasible solution will do. */
  readonly firstFeasible?: boolean;
}

/** One solver for the whole thread: loading takes 0.1 s. Thrown away after a crash. */
let loaded: Promise<Highs> | null = null;

async function solver(surroundings: Surroundings): Promise<Highs> {
  loaded ??= surroundings.wasm('highs').then((wasmBinary) => loadHighs({ wasmBinary }));
  try {
    return await loaded;
  } catch (error) {
    loaded = null;
    throw error;
  }
}

/** Relative gap at which HiGHS calls a solution optimal; its default, 1e-4, would call a guess a proof. */
const PROOF_GAP = 1e-10;

export async function solveProgram(
  program: HighsProgram,
  task: HighsTask,
  surroundings: Surroundings,
): Promise<HighsAnswer> {
  const worst = task.maximize ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (task.seconds <= 0) return { status: 'time', values: null, bound: worst };
  const highs = await solver(surroundings);
  try {
    return run(highs, program, task, surroundings);
  } catch {
    // A program too large for 32-bit memory aborts the solver and leaves it unusable.
    loaded = null;
    return { status: 'failed', values: null, bound: worst };
  }
}

function run(highs: Highs, program: HighsProgram, task: HighsTask, surroundings: Surroundings): HighsAnswer {
  const { modelStatus, objectiveSense } = highs.constants;
  const numCols = program.cost.length;
  const numRows = program.rowLower.length;
  const { starts, indices, values } = program;
  const source = {
    numCols,
    numRows,
    sense: task.maximize ? objectiveSense.maximize : objectiveSense.minimize,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: { format: 'csr' as const, numRows, numCols, starts, indices, values },
    integrality: program.integer as (0 | 1)[],
  };
  return highs.withModel(source, (model): HighsAnswer => {
    model.options.set({
      output_flag: false,
      time_limit: task.seconds,
      mip_rel_gap: PROOF_GAP,
      mip_abs_gap: 1e-9,
      random_seed: 0,
      ...(task.firstFeasible ? { mip_max_improving_sols: 1 } : {}),
    });
    if (task.start) model.setSolution({ colValue: task.start });
    model.run(watch(highs, task.seconds, surroundings));
    const status = model.getModelStatus();
    const feasible = model.info.get('primal_solution_status') === 2;
    const isInteger = program.integer.includes(1);
    const worst = task.maximize ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    const mipBound = isInteger ? Number(model.info.get('mip_dual_bound')) : worst;
    const bound = status === modelStatus.optimal && !isInteger ? model.getObjectiveValue() : mipBound;
    const found = feasible ? model.getSolution().colValue : null;
    if (status === modelStatus.optimal || status === modelStatus.empty)
      return { status: 'optimal', values: found, bound };
    if (status === modelStatus.infeasible) return { status: 'infeasible', values: null, bound: -worst };
    if (status === modelStatus.solutionLimit && found !== null) return { status: 'optimal', values: found, bound };
    const stopped = status === modelStatus.timeLimit || status === modelStatus.interrupted;
    return { status: stopped ? 'time' : 'failed', values: found, bound };
  });
}

/** The solver looks at its own clock only now and then: between its steps ours ends it, and says that work goes on. */
function watch({ constants }: Highs, seconds: number, { clock, progress }: Surroundings): HighsCallbackMap {
  const start = clock();
  const look = (event: InterruptCallbackEvent): undefined => {
    const share = (clock() - start) / (1000 * seconds);
    progress(Math.min(1, share));
    if (share >= 1) event.interrupt();
  };
  const { simplexInterrupt, ipmInterrupt, mipInterrupt } = constants.callbackType;
  return { [simplexInterrupt]: look, [ipmInterrupt]: look, [mipInterrupt]: look };
}
