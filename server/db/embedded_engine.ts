// The embedded database engine inside its worker: PGlite + PostGIS, one statement at a time, over PGlite's own API.
// Knows no table and no thread. A statement without a completion is a failure, never an empty result.
import { pathToFileURL } from 'node:url';
import { PGlite, protocol } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { makeRepairs } from './embedded_repairs.ts';

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

export class Engine {
  readonly #pg: PGlite;

  private constructor(pg: PGlite) {
    this.#pg = pg;
  }

  static async open({ folder, bundle, heard }: EngineOptions): Promise<Engine> {
    const repairs = makeRepairs();
    const pg = await PGlite.create(folder, {
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

  /** One statement with values, or text of one or many statements without. */
  async execute(text: string, values: readonly (string | null)[]): Promise<EngineResult> {
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
    try {
      return (await this.#extended(`copy ${target} from '/dev/blob'`, [])).rowCount;
    } finally {
      await this.#pg._cleanupBlob();
    }
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
