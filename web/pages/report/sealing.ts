// The way of a report and of a question for replies: work, derive, seal, send, open. What leaves is bytes that only the
// stewards' keys open, and a locator that only the receipt gives. Knows no screen.
import type { Envelope, ReportChallenge } from '../../../geodata/schema/report.ts';
import { readChallenge, readInbox, sendReport } from '../../api_care.ts';
import { toBase64url } from '../../sealed/base64url.ts';
import type { ReplyMessage, Report } from '../../sealed/message.ts';
import { openReplies } from '../../sealed/open.ts';
import { preparePhoto } from '../../sealed/photo.ts';
import { solvePuzzle } from '../../sealed/puzzle.ts';
import { deriveFromReceipt, type ReceiptSecrets } from '../../sealed/receipt.ts';
import { roomForPhoto, sealReport } from '../../sealed/seal.ts';
import { keyPairOf } from '../../sealed/sealed_box.ts';
import { MOST_PHOTO_BYTES } from '../../sealed/sizes.ts';
import type { Draft } from './report_state.ts';
import { SendingFailure } from './sending_failure.ts';

export interface WorkOptions {
  /** Share of the work that is done, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface Sending {
  /** Sends; after a failure once more the same bytes, so that a report whose answer was lost is not stored twice. */
  attempt(options: WorkOptions): Promise<void>;
}

async function worked(receipt: string, known: ReceiptSecrets | null, { onProgress, signal }: WorkOptions) {
  const challenge = await readChallenge();
  const { bits, puzzles, organizationId } = challenge;
  const [work, secrets] = await Promise.all([
    solvePuzzle(challenge.challenge, bits, puzzles, {
      signal,
      onProgress: (solved) => onProgress(solved / puzzles),
    }),
    known ?? deriveFromReceipt(receipt, organizationId),
  ]);
  return { challenge, work, secrets };
}

export function sendingOf(draft: Draft, receipt: string): Sending {
  let secrets: ReceiptSecrets | null = null;
  let sealed: Envelope | null = null;
  return {
    async attempt(options) {
      const ready = await worked(receipt, secrets, options);
      const { keys } = ready.challenge;
      secrets = ready.secrets;
      if (keys.length === 0) throw new SendingFailure('no_keys');
      if (sealed === null || !isSealedTo(sealed, keys)) sealed = await seal(draft, secrets, keys);
      options.signal.throwIfAborted();
      await sendReport({ work: ready.work, locator: secrets.locator, envelope: sealed });
    },
  };
}

const isSealedTo = (envelope: Envelope, keys: ReportChallenge['keys']): boolean =>
  envelope.keys.map(({ id }) => id).join() === keys.map(({ id }) => id).join();

async function seal(draft: Draft, { secretKey }: ReceiptSecrets, keys: ReportChallenge['keys']): Promise<Envelope> {
  const message: Report['message'] = {
    version: 1,
    text: draft.text,
    occurredOn: draft.notSure || draft.occurredOn === '' ? null : draft.occurredOn,
    areaPcode: draft.area?.pcode ?? null,
    wishesContact: draft.wishesContact,
    replyKey: toBase64url(keyPairOf(secretKey).publicKey),
  };
  const room = Math.min(MOST_PHOTO_BYTES, roomForPhoto(message));
  const prepared = draft.photo === null ? null : await preparePhoto(draft.photo, room);
  if (prepared !== null && 'failure' in prepared) throw new SendingFailure('photo');
  const envelope = sealReport({ message, photo: prepared?.photo ?? null }, keys);
  if (envelope === null) throw new SendingFailure('photo');
  return envelope;
}

/** Newest first. What was typed is worked on alike, whatever it is: nothing tells a wrong receipt from a malformed one. */
export async function lookForReplies(receipt: string, options: WorkOptions): Promise<ReplyMessage[]> {
  const { work, secrets } = await worked(receipt, null, options);
  const { places } = await readInbox({ work, locator: secrets.locator });
  return openReplies(places, keyPairOf(secrets.secretKey));
}
