// A write that may be sent twice: one transaction, and with an Idempotency-Key its answer is kept in that transaction,
// so that whoever lost the answer gets the same bytes and nothing is written again. Knows no noun.
// Not for answers that hold a secret (a token shown once): they would be kept.
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context, TypedResponse } from 'hono';
import type { JSONParsed } from 'hono/utils/types';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type KeptAnswer, type KeyOwner, keepAnswer, keptAnswer, takeKey } from '../queries/kept_answers.ts';

export interface WriteAnswer {
  readonly status: 200 | 201 | 204;
  /** null: no body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Tells the live views; called after commit, and not when a kept answer is given again. */
  readonly announce?: () => void;
}

export type Written<A extends WriteAnswer> = Response &
  TypedResponse<
    A['body'] extends null ? Record<never, never> : JSONParsed<A['body']>,
    A['status'],
    A['body'] extends null ? 'body' : 'json'
  >;

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Headers of every write, for the OpenAPI document. */
export const writeHeaders = {
  'idempotency-key': z
    .string()
    .optional()
    .describe(
      'Up to 255 visible ASCII characters of your choice. The same key with the same request gives the same answer for 24 hours and writes once; with another request 422; while the first still runs 409.',
    ),
};

/**
 * Runs `work` in one transaction and answers with what it returns after the commit. A Problem that it throws rolls
 * everything back and is not kept. `database`: another than the viewer's (the owner's, for account administration).
 * `heavy`: may take longer than other writes.
 */
export async function writeOnce<A extends WriteAnswer>(
  c: Context<Environment>,
  work: (tx: Transaction) => Promise<A>,
  { database = c.get('database'), heavy = false }: { readonly database?: Database; readonly heavy?: boolean } = {},
): Promise<Written<A>> {
  const key = c.req.header('Idempotency-Key');
  const asked = key === undefined ? null : { by: ownerOf(c, key), requestSha256: await requestHash(c) };
  const { kept, announce } = await database.transaction(
    async (tx) => {
      const before = asked === null ? null : await answeredBefore(tx, asked.by, asked.requestSha256);
      if (before !== null) return { kept: before, announce: undefined };
      const answer = await work(tx);
      const kept: KeptAnswer = {
        requestSha256: asked?.requestSha256 ?? '',
        status: answer.status,
        headers: { ...(answer.body === null ? {} : { 'Content-Type': 'application/json' }), ...answer.headers },
        body: answer.body === null ? '' : JSON.stringify(answer.body),
      };
      if (asked !== null) await keepAnswer(tx, asked.by, kept);
      return { kept, announce: answer.announce };
    },
    { heavy },
  );
  announce?.();
  const headers = { ...kept.headers };
  const answer = kept.status === 204 ? c.body(null, 204, headers) : c.body(kept.body, kept.status, headers);
  return answer as Response as Written<A>;
}

async function answeredBefore(tx: Transaction, by: KeyOwner, requestSha256: string): Promise<KeptAnswer | null> {
  if (!(await takeKey(tx, by))) throw new Problem('request_running', 'Wait a moment and send it again unchanged.');
  const kept = await keptAnswer(tx, by);
  if (kept !== null && kept.requestSha256 !== requestSha256) {
    throw new Problem('key_reused', 'Use a new Idempotency-Key for each new request; nothing was written.');
  }
  return kept;
}

/** An account keeps its keys over sessions; without one they end with the session. A change of role or area begins anew. */
function ownerOf(c: Context<Environment>, key: string): KeyOwner {
  if (!KEY.test(key)) {
    throw new Problem('invalid_input', 'The header has parts that cannot be taken.', [
      { pointer: '/idempotency-key', detail: 'Write 1 to 255 visible ASCII characters.' },
    ]);
  }
  const viewer = c.get('viewer');
  const subject = viewer.accountId ?? c.get('token');
  if (subject === null)
    throw new Problem('unauthenticated', 'Only those who are signed in may send an Idempotency-Key.');
  return { viewer, owner: sha256(JSON.stringify([subject, viewer.role, viewer.areaPrefix])), key };
}

async function requestHash(c: Context<Environment>): Promise<string> {
  const head = JSON.stringify([c.req.method, c.req.path, c.req.header('If-Match') ?? null]);
  return sha256(head, new Uint8Array(await c.req.arrayBuffer()));
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
