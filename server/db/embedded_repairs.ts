// Four repairs of the embedded engine, made on its WebAssembly module as it starts. Knows no statement.
// 1. A C++ exception of the geometry library made PGlite drop the statement without a word, with half its rows stored:
//    it is raised as an ordinary PostgreSQL error where it happens, so that the statement and its transaction fail.
//    (Nothing in the library catches: tried over its functions, each throw was a dropped statement.)
// 2. Every error leaked stack until all statements failed (after about 1,900): the stack is put back.
// 3. fsync reached no disk: it does, so that a committed write survives a power cut.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';

/** What PostgreSQL says when the geometry library threw; failures.ts knows it by the word GEOS. */
const GAVE_UP = 'the geometry library (GEOS, PROJ) gave up';

/** PostgreSQL's level ERROR (elog.h). */
const LEVEL_ERROR = 21;

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

type Import = ((...values: number[]) => unknown) & { sig?: string };

/** An open file; a folder has no descriptor. */
interface Stream {
  readonly nfd?: number;
  readonly node: object;
}

interface NodeFileSystem {
  readonly stream_ops: {
    write(stream: Stream, ...rest: unknown[]): number;
    fsync?: (stream: Stream) => number;
  };
  realPath(node: object): string;
}

interface StartOptions {
  preRun?: ((module: { FS: { filesystems: { NODEFS: NodeFileSystem } } }) => void)[];
  instantiateWasm(
    imports: { readonly env: Record<'__cxa_throw' | '_dlsym_js', Import> },
    success: (instance: { readonly exports: Exports }, module: unknown) => void,
  ): unknown;
}

export interface Repairs {
  /** In form an extension of PGlite: extensions reach the options of the WebAssembly module before it starts. */
  readonly extension: {
    readonly name: string;
    readonly setup: (pg: unknown, options: StartOptions) => Promise<{ emscriptenOpts: StartOptions }>;
  };
  /** To call once the database runs. */
  finish(pg: PGlite): void;
}

export function makeRepairs(): Repairs {
  let exports: Exports | null = null;
  let message = 0; // address of the text; 0 until the database runs

  /** Jumps to PostgreSQL's own error handler and does not come back. */
  const raiseError = () => {
    if (exports === null || message === 0 || exports.errstart_cold(LEVEL_ERROR, 0) === 0) return;
    exports.errmsg_internal(message, 0);
    exports.errfinish(message, 1, message);
  };

  const setup = async (_pg: unknown, options: StartOptions) => {
    const instantiate = options.instantiateWasm;
    options.instantiateWasm = (imports, success) => {
      const { env } = imports;
      env.__cxa_throw = around(env.__cxa_throw, (original) => (...values) => {
        raiseError();
        return original(...values);
      });
      env._dlsym_js = around(env._dlsym_js, withFastKeys);
      return instantiate(imports, (instance, module) => {
        exports = instance.exports;
        success(instance, module);
      });
    };
    options.preRun = [...(options.preRun ?? []), ({ FS }) => writeThrough(FS.filesystems.NODEFS, () => message !== 0)];
    return { emscriptenOpts: options };
  };

  const finish = (pg: PGlite) => {
    const module = pg.Module as unknown as Module;
    if (exports === null) throw new Error('The embedded engine started without its repairs.');
    const { emscripten_stack_get_current: mark, _emscripten_stack_restore: restore } = exports;
    const loopOnce = module._PostgresMainLoopOnce;
    module._PostgresMainLoopOnce = () => {
      const pointer = mark();
      try {
        loopOnce();
      } catch (error) {
        restore(pointer);
        throw error;
      }
    };
    const text = new TextEncoder().encode(`${GAVE_UP}\0`);
    const address = module._malloc(text.length);
    module.HEAPU8.set(text, address);
    message = address;
  };

  return { extension: { name: 'repairs', setup }, finish };
}

function around(original: Import, make: (original: Import) => Import): Import {
  const replacement = make(original);
  if (original.sig !== undefined) replacement.sig = original.sig;
  return replacement;
}

/** Error number of WASI for a failed read or write. */
const EIO = 29;

/**
 * While it starts, what was not written since needs no sync: embedded_engine.ts has synced the whole folder where the
 * last run was killed, and PostgreSQL would do so again, file by file.
 */
function writeThrough(files: NodeFileSystem, runs: () => boolean): void {
  const written = new WeakSet<object>();
  const { stream_ops: operations } = files;
  const { write } = operations;
  operations.write = (stream, ...rest) => {
    written.add(stream.node);
    return write(stream, ...rest);
  };
  operations.fsync = ({ nfd, node }) => {
    if (nfd === undefined) return syncEntries(files.realPath(node));
    if (!runs() && !written.has(node)) return 0;
    try {
      fsyncSync(nfd);
      return 0;
    } catch {
      return EIO;
    }
  };
}

/** A folder's own entries; some systems cannot do that and need not. */
function syncEntries(path: string): number {
  try {
    const descriptor = openSync(path, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {}
  return 0;
}

/**
 * The fourth. Looking up one symbol lists all 23,000 keys of a library (4 ms, 1,600 times for `create extension postgis`):
 * the list is kept, and found in through a map, for the length of the call.
 */
function withFastKeys(lookUp: Import): Import {
  const positions = new WeakMap<object, Map<string, number>>();
  const listKeys = Object.keys;
  const indexed = (library: object) => {
    const known = positions.get(library) ?? new Map(listKeys(library).map((key, index) => [key, index]));
    positions.set(library, known);
    return { indexOf: (key: string) => known.get(key) ?? -1 };
  };
  return (...values) => {
    Object.keys = indexed as unknown as typeof Object.keys;
    try {
      return lookUp(...values);
    } finally {
      Object.keys = listKeys;
    }
  };
}
