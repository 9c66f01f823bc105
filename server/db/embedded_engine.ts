// The embedded database engine inside its worker: PGlite + PostGIS with three repairs. Knows no table and no thread.
// 1. A C++ exception of the geometry library (PGlite drops the statement silently, half its rows may stay) is raised
//    as an ordinary PostgreSQL error where it happens, so that the statement and its transaction fail.
// 2. PGlite leaks its stack at every error and dies after about 1,900 of them: the stack is put back.
// 3. A statement without a completion is a failure, never an empty result.
import { PGlite, protocol } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

const { serialize } = protocol;

export const ENGINE_GAVE_UP = 'GEOS: the geometry engine gave up';

/** What is used of the WebAssembly exports. */
interface Exports {
  errstart_cold(level: number, domain: number): number;
  errmsg_internal(format: number, values: number): void;
  errfinish(file: number, line: number, name: number): void;
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(pointer: number): void;
}

interface Module {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _PostgresMainLoopOnce(): void;
}

type Throw = (pointer: number, type: number, destructor: number) => void;

interface StartOptions {
  instantiateWasm(
    imports: { env: { __cxa_throw: Throw & { sig?: string } } },
    success: (instance: { exports: Exports }, module: unknown) => void,
  ): unknown;
}

/** PostgreSQL's level ERROR in elog.h. */
const LEVEL_ERROR = 21;

/** An extension of PGlite in form only: it reaches the options of the WebAssembly module before it starts. */
const repairs = () => {
  let exports: Exports | null = null;
  let module: Module | null = null;
  let message = 0;
  const raise = () => {
    if (exports === null || module === null) return;
    if (exports.errstart_cold(LEVEL_ERROR, 0) === 0) return;
    exports.errmsg_internal(message, 0);
    exports.errfinish(message, 1, message); // jumps to PostgreSQL's error handler, does not return
  };
  return {
    extension: {
      name: 'repairs',
      setup: async (_pg: unknown, options: StartOptions) => {
        const instantiate = options.instantiateWasm;
        options.instantiateWasm = (imports, success) => {
          const original = imports.env.__cxa_throw;
          const replacement: Throw & { sig?: string } = (pointer, type, destructor) => {
            raise();
            original(pointer, type, destructor);
          };
          if (original.sig !== undefined) replacement.sig = original.sig;
          imports.env.__cxa_throw = replacement;
          return instantiate(imports, (instance, compiled) => {
            exports = instance.exports;
            success(instance, compiled);
          });
        };
        return { emscriptenOpts: options };
      },
    },
    /** Called once the database runs. */
    finish(pg: PGlite) {
      const started = pg.Module as unknown as Module;
      const text = new TextEncoder().encode(`${ENGINE_GAVE_UP}\0`);
      message = started._malloc(text.length);
      started.HEAPU8.set(text, message);
      const { emscripten_stack_get_current: mark, _emscripten_stack_restore: restore } = exports as Exports;
      const loopOnce = started._PostgresMainLoopOnce;
      started._PostgresMainLoopOnce = () => {
        const pointer = mark();
        try {
          loopOnce();
        } catch (error) {
          restore(pointer);
          throw error;
        }
      };
      module = started;
    },
  };
};

export interface EngineResult {
  readonly fields: readonly { readonly name: string; readonly typeId: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  readonly command: string;
}

export interface EngineOptions {
  /** Folder of the data directory; null = in memory. */
  readonly folder: string | null;
  readonly heard: (channel: string, payload: string) => void;
}

export class Engine {
  readonly #pg: PGlite;

  private constructor(pg: PGlite) {
    this.#pg = pg;
  }

  static async open({ folder, heard }: EngineOptions): Promise<Engine> {
    const repair = repairs();
    const pg = await PGlite.create(folder ?? 'memory://', {
      extensions: { repairs: repair.extension as never, postgis },
    });
    repair.finish(pg);
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
  async copy(target: string, lines: Uint8Array): Promise<number> {
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

/** The engine lost a statement. What it left behind is unknown, so the worker is thrown away and opened again. */
export class EngineFault extends Error {
  constructor() {
    super('The embedded database lost a statement.');
    this.name = 'EngineFault';
  }
}
