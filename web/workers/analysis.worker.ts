// The analyses that run beside the page: the coverage gap at hand, every other method of the catalog by its id, loaded when
// first asked for. Called by number; holds no state between calls but the programs that it was lent and the service in hand.
import { buffersOf, type Surroundings, type WasmName } from '../../geodata/analysis/method.ts';
import { coverageGap } from '../../geodata/analysis/reach/coverage_gap.ts';
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import { dragService, startDragging } from './dragging.ts';

const FUNCTIONS = { coverageGap, startDragging, dragService } as const;
export type Functions = typeof FUNCTIONS;
export type FunctionName = keyof Functions;

type FunctionCall = {
  [N in FunctionName]: { readonly call: number; readonly name: N; readonly input: Parameters<Functions[N]>[0] };
}[FunctionName];
export type Call = FunctionCall | { readonly call: number; readonly id: string; readonly inputs: unknown };
/** The answer to `wants`; null = the program could not be read. */
export interface Lent {
  readonly program: WasmName;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

export type Answer =
  | { readonly call: number; readonly result: unknown; readonly milliseconds: number }
  | { readonly call: number; readonly failure: string; readonly errors: readonly ProblemPart[] }
  | { readonly call: number; readonly progress: number }
  | { readonly wants: WasmName };

/** Between two words about progress. */
const QUIET_MS = 100;

const say = (answer: Answer, handOver: ArrayBuffer[] = []) => postMessage(answer, { transfer: handOver });

const waiting = new Map<WasmName, (lent: Lent) => void>();
const programs = new Map<WasmName, Promise<Uint8Array<ArrayBuffer>>>();

/** Asks the page for a program: a worker of ours fetches nothing itself. */
function program(name: WasmName): Promise<Uint8Array<ArrayBuffer>> {
  const known = programs.get(name);
  if (known !== undefined) return known;
  const lent = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    waiting.set(name, ({ bytes }) => {
      if (bytes !== null) return resolve(bytes);
      programs.delete(name);
      reject(new Problem('busy', 'A part of this analysis could not be loaded. Try again.'));
    });
    say({ wants: name });
  });
  programs.set(name, lent);
  return lent;
}

function surroundingsOf(call: number): Surroundings {
  let told = 0;
  let toldAt = performance.now();
  return {
    clock: () => performance.now(),
    wasm: program,
    progress(share) {
      const now = performance.now();
      if (!(share > told) || now - toldAt < QUIET_MS) return;
      told = Math.min(1, share);
      toldAt = now;
      say({ call, progress: told });
    },
  };
}

const call = <N extends FunctionName>({ name, input }: { name: N; input: Parameters<Functions[N]>[0] }) =>
  (FUNCTIONS[name] as (input: Parameters<Functions[N]>[0]) => ReturnType<Functions[N]>)(input);

async function compute(message: Call): Promise<unknown> {
  if ('name' in message) return call(message);
  const { method } = await import('../../geodata/analysis/catalog.ts');
  return method(message.id).run(message.inputs, surroundingsOf(message.call));
}

addEventListener('message', async ({ data }: MessageEvent<Call | Lent>) => {
  if ('program' in data) {
    waiting.get(data.program)?.(data);
    return;
  }
  const { call } = data;
  const started = performance.now();
  try {
    const result = await compute(data);
    say({ call, result, milliseconds: performance.now() - started }, buffersOf(result));
  } catch (error) {
    const problem = error instanceof Problem ? error : null;
    say({ call, failure: problem?.message ?? '', errors: problem?.errors ?? [] });
  }
});
