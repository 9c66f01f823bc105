// The embedded database engine inside its worker: PGlite + PostGIS, one statement at a time, over PGlite's own API.
// Knows no table and no thread. A statement without a completion is a failure, never an empty result.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite, protocol } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { makeRepairs } from './embedded_repairs.ts';
import { syncFolder } from './embedded_sync.ts';
import { keyOfGuise, type Wearer, wear } from './guise.ts';
import { encodeValue } from './values.ts';

const { serialize } = protocol;

export interface EngineResult {
  readonly fields: readonly { readonly name: string; readonly typeId: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  /** First word of the command tag. */
  readonly command: string;
}

export interface EngineOptions {
  /** Folder of the data directory; made by initdb where there is none. */
  readonly folder: string;
  /** PostGIS bundle (gzipped tar). */
  readonly bundle: string;
  readonly heard: (channel: string, payload: string) => void;
}

/** The engine lost a statement. What it left behind is unknown: the worker is thrown away and opened again. */
export class EngineFault extends Error {
  constructor() {
    super('The embedded database lost a statement.');
    this.name = 'EngineFault';
  }
}

/**
 * Settings of the session on top of PGlite's own. A smaller buffer saves 90 MB of memory and costs loads nothing.
 * Checkpoints are ours to make: a lone backend never makes one, and its log would grow without end.
 */
const SETTINGS = [
  'shared_buffers=48MB',
  'min_wal_size=32MB',
  'max_wal_size=128MB',
  'jit=off',
  'fsync=on',
  'wal_sync_method=fsync',
];
const CHECKPOINT_BYTES = 96 << 20;
/** Statements, or bytes copied, after which the length of the log is looked at. */
const LOOK_STATEMENTS = 200;
const LOOK_BYTES = 32 << 20;

export class Engine {
  readonly #pg: PGlite;
  #statements = 0;
  #copiedBytes = 0;
  #isUntidy = false;
  #worn = '';

  private constructor(pg: PGlite) {
    this.#pg = pg;
  }

  static async open({ folder, bundle, heard }: EngineOptions): Promise<Engine> {
    // After a kill PostgreSQL syncs every file before it starts, one by one (seconds): here it is done many at a time.
    if (existsSync(join(folder, 'postmaster.pid'))) await syncFolder(folder);
    const repairs = makeRepairs();
    const pg = await PGlite.create(folder, {
      startParams: [
        ...PGlite.defaultStartParams.filter((flag) => flag !== '-F'),
        ...SETTINGS.flatMap((setting) => ['-c', setting]),
      ],
      initDbStartParams: ['--no-data-checksums'], // they make a first reading write
      extensions: {
        repairs: repairs.extension as never,
        postgis: {
          name: 'postgis',
          setup: async (instance, options) => ({
            ...(await postgis.setup(instance, options)),
            bundlePath: pathToFileURL(bundle),
          }),
        },
      },
    });
    repairs.finish(pg);
    pg.onNotification(heard);
    return new Engine(pg);
  }

  /** Puts a guise on the one session there is; inside a transaction it stays what it was at its begin. */
  async dress(guise: Wearer): Promise<void> {
    const key = keyOfGuise(guise);
    if (key === this.#worn || this.#pg.isInTransaction()) return;
    const { text, values } = wear(guise);
    await this.#extended(text, values.map(encodeValue));
    this.#worn = key;
  }

  /** One statement with values, or text of one or many statements without. */
  async execute(text: string, values: readonly (string | null)[]): Promise<EngineResult> {
    const result = await this.#run(text, values);
    this.#statements++;
    await this.#keepLogShort();
    return result;
  }

  async #run(text: string, values: readonly (string | null)[]): Promise<EngineResult> {
    if (values.length > 0) return this.#extended(text, values);
    if (this.#pg.isInTransaction()) return resultOf(await this.#send(serialize.query(text)));
    try {
      return await this.#extended(text, values);
    } catch (error) {
      if (error instanceof Error && /multiple commands into a prepared/.test(error.message))
        return await this.#many(text);
      throw error;
    }
  }

  /** COPY of whole lines in text format. Returns rows. */
  async copy(target: string, lines: Uint8Array<ArrayBuffer>): Promise<number> {
    const blob = new Blob([lines]);
    await this.#pg._handleBlob(blob);
    let rowCount: number;
    try {
      ({ rowCount } = await this.#extended(`copy ${target} from '/dev/blob'`, []));
    } finally {
      await this.#pg._cleanupBlob();
    }
    this.#copiedBytes += lines.length;
    await this.#keepLogShort();
    return rowCount;
  }

  /** Makes a checkpoint when the log since the last one is long: it bounds disk, and the time to open after a kill. */
  async #keepLogShort(): Promise<void> {
    if (this.#statements < LOOK_STATEMENTS && this.#copiedBytes < LOOK_BYTES) return;
    if (this.#worn !== '') {
      if (this.#pg.isInTransaction()) return; // the owner's work: after it
      await this.dress(null);
    }
    this.#statements = 0;
    this.#copiedBytes = 0;
    const { rows } = await this.#extended(
      'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) from pg_control_checkpoint()',
      [],
    );
    if (Number(rows[0]?.[0]) <= CHECKPOINT_BYTES) return;
    await this.#extended('checkpoint', []);
    this.#isUntidy = true;
  }

  /** Whether tidy() has something to do, and may. */
  get isUntidy(): boolean {
    return this.#isUntidy && !this.#pg.isInTransaction();
  }

  /** What autovacuum does on a server; to be called when nobody waits. */
  async tidy(): Promise<void> {
    if (!this.isUntidy) return;
    this.#isUntidy = false;
    await this.dress(null);
    await this.#extended('vacuum analyze', []);
  }

  async close(): Promise<void> {
    await this.#pg.close();
  }

  /** Sync is sent only after the statement is known to be complete: it would commit half of a dropped one. */
  async #extended(text: string, values: readonly (string | null)[]): Promise<EngineResult> {
    const batch = Buffer.concat([
      serialize.parse({ text }),
      serialize.bind({ values: values as (string | null)[] }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
    ]);
    try {
      return resultOf(await this.#send(batch));
    } finally {
      await this.#send(serialize.sync());
    }
  }

  /** Many statements outside a transaction: PostgreSQL makes them one; here its commit waits until all are complete. */
  async #many(text: string): Promise<EngineResult> {
    await this.#extended('begin', []);
    try {
      const result = resultOf(await this.#send(serialize.query(text)));
      await this.#extended('commit', []);
      return result;
    } catch (error) {
      await this.#extended('rollback', []);
      throw error;
    }
  }

  #send(message: Uint8Array) {
    return this.#pg.execProtocolStream(message, { syncToFs: false });
  }
}

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

/** The result of the last statement. */
function resultOf(messages: readonly Message[]): EngineResult {
  let fields: EngineResult['fields'] = [];
  let rows: (string | null)[][] = [];
  let tag: string | null = null;
  for (const message of messages) {
    if (message instanceof protocol.messages.RowDescriptionMessage) {
      fields = message.fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID }));
      rows = [];
    } else if (message instanceof protocol.messages.DataRowMessage) {
      rows.push(message.fields as (string | null)[]);
    } else if (message instanceof protocol.messages.CommandCompleteMessage) {
      tag = message.text;
      if (!/^[A-Z]/.test(tag)) break;
    }
  }
  const isEmpty = messages.some(({ name }) => name === 'emptyQuery');
  if (tag === null && isEmpty) tag = 'EMPTY';
  if (tag === null || !/^[A-Z]/.test(tag)) throw new EngineFault();
  const count = /(\d+)$/.exec(tag);
  return { fields, rows, rowCount: count === null ? 0 : Number(count[1]), command: tag.split(' ')[0] ?? tag };
}
