// Solves the work that anybody does before a report is taken, by plain trying. Written from the interface's own words, so
// that it agrees with the server and with the page by nothing else.
import { createHash } from 'node:crypto';

export interface Challenge {
  readonly challenge: string;
  readonly puzzles: number;
  readonly bits: number;
}

export function solveWork({ challenge, puzzles, bits }: Challenge): { challenge: string; answers: string[] } {
  const text = Buffer.from(challenge);
  const answers = Array.from({ length: puzzles }, (_, puzzle) => {
    const tried = Buffer.concat([text, Buffer.of(puzzle), Buffer.alloc(8)]);
    for (let n = 0; ; n += 1) {
      tried.writeUInt32BE(n, tried.length - 4);
      if (createHash('sha256').update(tried).digest().readUInt32BE() < 2 ** (32 - bits))
        return tried.toString('base64url', tried.length - 8);
    }
  });
  return { challenge, answers };
}
