// What a focal point chose becomes what is sent, and the work is done before. Knows no screen; keeps nothing.
import type { CommunityInput } from '../../../geodata/schema/focal_point.ts';
import { INDICATOR_KINDS, type IndicatorKind } from '../../../geodata/schema/indicator_words.ts';
import { readChallenge, sendCommunity } from '../../api_care.ts';
import { latinDigits } from '../../sealed/latin_digits.ts';
import { solvePuzzle } from '../../sealed/puzzle.ts';

/** What was chosen, by kind; what is not in it is not known, which is not none. */
export type Answers = Readonly<Partial<Record<IndicatorKind, number>>>;

export type Message = Omit<CommunityInput, 'work'>;

/** Days that one can tell of: today and the six before, UTC, newest first. */
export function tellableDays(now: Date): string[] {
  return Array.from({ length: 7 }, (_, ago) => new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10));
}

/** Digits of any script, without what people put between them. */
export const typedCode = (typed: string): string => latinDigits(typed).replace(/\D/g, '');

/** The id is drawn once: a message that is sent again because an answer was lost is taken once. */
export function messageOf(answers: Answers, observedOn: string, code: string): Message {
  const lines = INDICATOR_KINDS.flatMap((kind) => {
    const value = answers[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  return { code, id: crypto.randomUUID(), observedOn, lines };
}

/** Rejects as api_care.ts does, and with the reason of the signal when that is aborted. */
export async function sendMessage(
  message: Message,
  { onProgress, signal }: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  const { challenge, bits, puzzles } = await readChallenge();
  const work = await solvePuzzle(challenge, bits, puzzles, {
    signal,
    onProgress: (solved) => onProgress(solved / puzzles),
  });
  await sendCommunity({ work, ...message });
}
