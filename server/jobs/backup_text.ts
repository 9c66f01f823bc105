// What is inside a backup: one line of JSON that says what follows, each table as lines of COPY text closed by `\.`, and
// one line of JSON with the rows of each table and the hash of all before it. Knows no table and no encryption.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../../geodata/schema/problem.ts';

const tableHead = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
const head = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Migrations that the database had, and their hashes. */
  schema: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
});
const end = z.strictObject({ rows: z.record(z.string(), z.number()), sha256: z.string() });

export type BackupHead = z.infer<typeof head>;
export type TableHead = z.infer<typeof tableHead>;

export interface BackupTable extends TableHead {
  /** Text of whole lines. */
  readonly text: AsyncIterable<string>;
}

const CLOSED = '\\.\n';

/** The text of a backup; `counted` is called with the rows of each table at its end. */
export async function* backupText(about: BackupHead, tables: AsyncIterable<BackupTable>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const told = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    return bytes;
  };
  const rows: Record<string, number> = {};
  yield told(`${JSON.stringify(about)}\n`);
  for await (const { table, columns, text } of tables) {
    yield told(`${JSON.stringify({ table, columns })}\n`);
    rows[table] = 0;
    for await (const lines of text) {
      rows[table] += linesIn(lines);
      yield told(lines);
    }
    yield told(CLOSED);
  }
  yield Buffer.from(`${JSON.stringify({ rows, sha256: hash.digest('hex') } satisfies z.infer<typeof end>)}\n`);
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

export interface BackupReader {
  readonly head: BackupHead;
  /** Tables in order; the text of one must be read before the next is asked for. The end is checked after the last. */
  readonly tables: AsyncIterable<BackupTable>;
  /** Rows of each table; complete after the last table. */
  readonly rows: Readonly<Record<string, number>>;
}

const damaged = () => new Problem('file_rejected', 'This backup is not complete in itself. Use another copy.');

/** Throws Problem `file_rejected` where the text does not end as it should or does not add up. */
export async function readBackupText(source: AsyncIterable<Buffer>): Promise<BackupReader> {
  const hash = createHash('sha256');
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  const take = (bytes: number): Buffer => {
    const taken = held.subarray(0, bytes);
    held = held.subarray(bytes);
    return taken;
  };
  const line = async (): Promise<Buffer> => {
    let at = held.indexOf('\n');
    while (at < 0) {
      if (!(await more())) throw damaged();
      at = held.indexOf('\n');
    }
    return take(at + 1);
  };
  async function* block(): AsyncGenerator<string> {
    for (;;) {
      while (held.length < CLOSED.length || held.indexOf('\n') < 0) if (!(await more())) throw damaged();
      if (held.subarray(0, CLOSED.length).equals(Buffer.from(CLOSED))) {
        hash.update(take(CLOSED.length));
        return;
      }
      const close = held.indexOf(`\n${CLOSED}`);
      const lines = take((close >= 0 ? close : held.lastIndexOf('\n')) + 1);
      hash.update(lines);
      yield lines.toString('utf8');
    }
  }
  const first = await line();
  hash.update(first);
  const about = parsed(head, first);
  const rows: Record<string, number> = {};
  async function* tables(): AsyncGenerator<BackupTable> {
    for (;;) {
      const next = await line();
      const found = tableHead.safeParse(jsonOf(next));
      if (!found.success) {
        const closing = parsed(end, next);
        const isWhole = closing.sha256 === hash.digest('hex') && JSON.stringify(closing.rows) === JSON.stringify(rows);
        if (!isWhole || held.length > 0 || (await more())) throw damaged();
        return;
      }
      hash.update(next);
      const { table } = found.data;
      rows[table] = 0;
      yield { ...found.data, text: counting(block(), (count) => (rows[table] = (rows[table] ?? 0) + count)) };
    }
  }
  return { head: about, tables: tables(), rows };
}

async function* counting(text: AsyncIterable<string>, count: (lines: number) => void): AsyncGenerator<string> {
  for await (const lines of text) {
    count(linesIn(lines));
    yield lines;
  }
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    throw damaged();
  }
}

function parsed<T>(schema: z.ZodType<T>, line: Buffer): T {
  const found = schema.safeParse(jsonOf(line));
  if (!found.success) throw damaged();
  return found.data;
}
