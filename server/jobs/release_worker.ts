// A worker thread that builds one release and audits it: the audit takes seconds that no request should wait behind.
import { parentPort, workerData } from 'node:worker_threads';
import { buildRelease } from '../../geodata/analysis/disclosure/build_release.ts';
import { areaCells, type ReleaseArea } from '../../geodata/analysis/disclosure/release_area.ts';
import { releaseAudit } from '../../geodata/analysis/disclosure/release_audit.ts';
import type { ReleaseInput } from '../../geodata/analysis/disclosure/release_input.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { ReleaseAnswer } from './release_job.ts';
import { surroundings } from './surroundings.ts';

export interface ReleaseTask {
  readonly rules: Pick<ReleaseInput, 'period' | 'scheme' | 'floor'>;
  readonly areas: readonly ReleaseArea[];
  readonly counts: ReleaseInput['counts'];
  readonly earlier: readonly { readonly period: string }[];
}

async function answer({ rules, areas, counts, earlier }: ReleaseTask): Promise<ReleaseAnswer> {
  try {
    const cells = areaCells(areas);
    const built = buildRelease({ ...rules, cells, counts });
    const { findings } = await releaseAudit({ documents: built, cells, earlier }, surroundings());
    return {
      publicDocument: JSON.stringify(built.public),
      evaluatorDocument: JSON.stringify(built.evaluator),
      records: built.records,
      findings: [...findings],
    };
  } catch (error) {
    if (error instanceof Problem) return { problem: { code: error.code, detail: error.message } };
    throw error;
  }
}

parentPort?.postMessage(await answer(workerData.task as ReleaseTask));
