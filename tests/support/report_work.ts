// Solves the work that anybody does before a report is taken, by plain trying. Written from the interface's own words, so
// that it agrees with the server and with the page by nothing else.
import { createHash } from 'node:crypto';

export interface Challenge {
  readonly challenge: string;
  readonly puzzles: number;
  readonly bits: number;
}

export function solveWork({ challenge, puzzles, bits }: Challenge): { challenge: string; answers: string[] } {
  const answers = Array.from({ length: puzzles }, (_, puzzle) => {
    const number = Buffer.alloc(8);
    for (let n = 0; ; n += 1) {
      number.writeBigUInt64BE(BigInt(n));
      const digest = createHash('sha256').update(challenge).update(Buffer.of(puzzle)).update(number).digest();
      if (digest.readUInt32BE() < 2 ** (32 - bits)) return number.toString('base64url');
    }
  });
  return { challenge, answers };
}
