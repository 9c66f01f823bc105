// The list of analyses that run beside the page: pure functions over geodata/analysis, called by name, answered by number.
// Holds no state between calls and reads nothing but what it is given.
import { coverageGap } from '../../geodata/analysis/reach/coverage_gap.ts';
import { Problem } from '../../geodata/schema/problem.ts';

const FUNCTIONS = { coverageGap } as const;
export type Functions = typeof FUNCTIONS;
export type FunctionName = keyof Functions;

export interface Call {
  readonly call: number;
  readonly name: FunctionName;
  readonly input: Parameters<Functions[FunctionName]>[0];
}

export type Answer =
  | { readonly call: number; readonly result: ReturnType<Functions[FunctionName]>; readonly milliseconds: number }
  | { readonly call: number; readonly failure: string };

addEventListener('message', ({ data: { call, name, input } }: MessageEvent<Call>) => {
  const answer = (message: Answer) => postMessage(message);
  const started = performance.now();
  try {
    answer({ call, result: FUNCTIONS[name](input), milliseconds: performance.now() - started });
  } catch (error) {
    answer({ call, failure: error instanceof Problem ? error.message : '' });
  }
});
