// Work instead of an address: whoever sends a report, asks for replies or says that an entry is wrong first solves small
// puzzles, so that floods cost their sender and nobody has to be counted. Knows nothing of who asks or what is sent.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../geodata/schema/problem.ts';
import { derivedKey } from './key_file.ts';

/**
 * 8 × 2^14 tries on average: a cheap phone does about 60,000 a second, so two to three seconds. Eight puzzles, since the
 * time for one varies as much as its mean, and for eight by a third.
 */
const PUZZLES = 8;
const BITS = 14;
/** Long enough to solve on the slowest phone and to send over a link that breaks; the text is written before it is asked for. */
const LASTS_MS = 10 * 60_000;
/** Remembered as spent, about 10 MB. Beyond it the oldest is forgotten: to bring that about costs as many solved ones as it gives. */
const SPENT_MOST = 50_000;

const RANDOM_BYTES = 16;
const EXPIRY_BYTES = 6;
const ANSWER_BYTES = 8;

/** As geodata/schema/report.ts has it: the challenge as it was given, and one answer of eight bytes for each puzzle. */
export interface SolvedWork {
  readonly challenge: string;
  readonly answers: readonly string[];
}

export interface ReportWork {
  /** Random bytes, their end and a seal of ours: nothing is kept of it until it comes back. */
  challenge(): { challenge: string; puzzles: number; bits: number };
  /**
   * Spends the solved challenge and runs `work`. Throws work_refused, the same for each reason, where it is not ours, over,
   * spent or not solved. Where `work` fails on our side the challenge is good again: a phone does not do it twice.
   */
  checkWork<T>(solved: SolvedWork, work: () => Promise<T>): Promise<T>;
}

/**
 * What is spent is remembered in this process alone: a row in the database would be written at the minute of the report.
 * With n servers one solved challenge is taken up to n times, which saves a flood that factor and shows nothing.
 */
export function createReportWork(of: {
  readonly key: Uint8Array;
  readonly now: () => Date;
  /** Fewer, where a test solves many. */
  readonly reportBits?: number;
}): ReportWork {
  const { now, reportBits: bits = BITS } = of;
  const seal = derivedKey(of.key, 'report challenge');
  const sealOf = (body: Uint8Array) => createHmac('sha256', seal).update(body).digest();
  /** Random part → end in milliseconds, oldest first. */
  const spent = new Map<string, number>();

  function spend(name: string, endsAt: number): void {
    const time = now().getTime();
    for (const [other, end] of spent) {
      if (end > time && spent.size < SPENT_MOST) break;
      spent.delete(other);
    }
    spent.set(name, endsAt);
  }

  return {
    challenge() {
      const body = Buffer.alloc(RANDOM_BYTES + EXPIRY_BYTES);
      randomBytes(RANDOM_BYTES).copy(body);
      body.writeUIntBE(now().getTime() + LASTS_MS, RANDOM_BYTES, EXPIRY_BYTES);
      return { challenge: Buffer.concat([body, sealOf(body)]).toString('base64url'), puzzles: PUZZLES, bits };
    },
    async checkWork({ challenge, answers }, work) {
      const bytes = Buffer.from(challenge, 'base64url');
      const body = bytes.subarray(0, RANDOM_BYTES + EXPIRY_BYTES);
      const given = bytes.subarray(RANDOM_BYTES + EXPIRY_BYTES);
      const wanted = sealOf(body);
      const name = body.toString('base64url', 0, RANDOM_BYTES);
      const endsAt = body.length === RANDOM_BYTES + EXPIRY_BYTES ? body.readUIntBE(RANDOM_BYTES, EXPIRY_BYTES) : 0;
      const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
      if (!isOurs || endsAt <= now().getTime() || spent.has(name) || !areSolved({ challenge, answers }, bits)) {
        throw new Problem('work_refused', 'Ask for a new challenge, solve it within ten minutes, and send it again.');
      }
      spend(name, endsAt);
      try {
        return await work();
      } catch (fault) {
        if (!(fault instanceof Problem) || fault.status >= 500) spent.delete(name);
        throw fault;
      }
    },
  };
}

function areSolved({ challenge, answers }: SolvedWork, bits: number): boolean {
  if (answers.length !== PUZZLES) return false;
  return answers.every((answer, index) => {
    const number = Buffer.from(answer, 'base64url');
    const digest = createHash('sha256').update(challenge).update(Buffer.of(index)).update(number).digest();
    return number.length === ANSWER_BYTES && digest.readUInt32BE() >>> (32 - bits) === 0;
  });
}
