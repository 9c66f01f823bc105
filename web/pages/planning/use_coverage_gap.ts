// Runs the coverage gap in the worker whenever a choice changes, and keeps the last answer while the next is made.
import { useEffect, useState } from 'react';
import type { CoverageGapResult } from '../../../geodata/analysis/reach/coverage_gap_schema.ts';
import type { Dataset } from '../../../geodata/schema/dataset.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import type { Population, ServiceFeature } from '../../api.ts';
import type { GapChoice } from '../../state/view.ts';
import { runAnalysis } from '../../workers/analysis_client.ts';
import { gapInput } from './gap_inputs.ts';
import { gapPicture } from './gap_picture.ts';
import { gapStore } from './gap_store.ts';

export interface GapRun {
  readonly running: boolean;
  readonly result: CoverageGapResult | null;
  readonly milliseconds: number;
  /** null = it did not fail; '' = failed without a sentence. */
  readonly failure: string | null;
}

interface Inputs {
  readonly population: Population | undefined;
  readonly dataset: Dataset;
  readonly datasets: readonly Dataset[];
  readonly services: readonly ServiceFeature[];
  readonly choice: Pick<GapChoice, 'kind' | 'radiusMeters'>;
  readonly role: Role;
  /** False while an input is still being read. */
  readonly ready: boolean;
}

const NOTHING: GapRun = { running: false, result: null, milliseconds: 0, failure: null };

export function useCoverageGap({ population, dataset, datasets, services, choice, role, ready }: Inputs): GapRun {
  const [run, setRun] = useState<GapRun>(NOTHING);
  const { kind, radiusMeters } = choice;
  useEffect(() => {
    if (population === undefined || !ready) return;
    let current = true;
    setRun((before) => ({ ...before, running: true }));
    const input = gapInput({ population, dataset, datasets, services, kind, radiusMeters, role });
    void runAnalysis('coverageGap', input).then((outcome) => {
      if (!current || outcome.state === 'superseded') return;
      if (outcome.state === 'failed') {
        setRun({ ...NOTHING, failure: outcome.reason });
        return;
      }
      gapStore.set(() => gapPicture(outcome.result, population, kind));
      setRun({ running: false, result: outcome.result, milliseconds: outcome.milliseconds, failure: null });
    });
    return () => {
      current = false;
    };
  }, [population, dataset, datasets, services, kind, radiusMeters, role, ready]);
  return run;
}
