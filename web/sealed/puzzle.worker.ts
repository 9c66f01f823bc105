// The work of a puzzle beside the page, so that the page stays alive. Says each answer as it is found; knows nothing of what
// is sent afterwards.
import { puzzlePrefix, searchAnswer } from './puzzle_search.ts';

export interface PuzzleTask {
  readonly challenge: string;
  readonly bits: number;
  readonly puzzles: number;
}

self.onmessage = ({ data }: MessageEvent<PuzzleTask>) => {
  for (let index = 0; index < data.puzzles; index++) {
    self.postMessage(searchAnswer(puzzlePrefix(data.challenge, index), data.bits));
  }
};
