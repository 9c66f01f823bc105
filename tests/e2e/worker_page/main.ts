// A page with nothing on it but the client of the analysis worker, for the test beside this folder.
import { resultJson } from '../../../geodata/analysis/method.ts';
import { readProgram } from '../../../web/wasm_programs.ts';
import { lendPrograms, type MethodCall, runAnalysis, runMethod } from '../../../web/workers/analysis_client.ts';

lendPrograms(readProgram);

const page = {
  /** The result as the server would write it, or what became of the call. */
  async run(call: MethodCall): Promise<string> {
    const outcome = await runMethod(call);
    return outcome.state === 'done' ? resultJson(outcome.result) : JSON.stringify(outcome);
  },
  runMethod,
  runAnalysis,
};
export type WorkerPage = typeof page;

declare global {
  interface Window {
    workerPage?: WorkerPage;
  }
}
window.workerPage = page;
