// The work that a browser does before the server takes anything from nobody: it makes floods dear and names nobody. Runs in a
// worker of its own that ends with the last answer, or as soon as it is cancelled.
import { toBase64url } from './base64url.ts';
import type { PuzzleTask } from './puzzle.worker.ts';

/** What is sent along: the challenge as it was given, and one answer per puzzle. */
export interface SolvedWork {
  readonly challenge: string;
  readonly answers: string[];
}

export interface PuzzleOptions {
  /** Puzzles solved so far, 0 to `puzzles`. */
  readonly onProgress?: (solved: number) => void;
  readonly signal?: AbortSignal;
}

/** Rejects with the reason of the signal when that is aborted, and with an Error where no worker can be started. */
export function solvePuzzle(
  challenge: string,
  bits: number,
  puzzles: number,
  { onProgress, signal }: PuzzleOptions = {},
): Promise<SolvedWork> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const worker = new Worker(new URL('./puzzle.worker.ts', import.meta.url), { type: 'module' });
    const answers: string[] = [];
    const stop = () => {
      worker.terminate();
      signal?.removeEventListener('abort', cancel);
    };
    const cancel = () => {
      stop();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', cancel);
    worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
      answers.push(toBase64url(data));
      onProgress?.(answers.length);
      if (answers.length < puzzles) return;
      stop();
      resolve({ challenge, answers });
    });
    worker.addEventListener('error', () => {
      stop();
      reject(new Error('The work could not be done in this browser.'));
    });
    worker.postMessage({ challenge, bits, puzzles } satisfies PuzzleTask);
  });
}
