// What this process lends to an analysis: a clock for time limits, an ear for its progress, and the bytes of WebAssembly programs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Surroundings, WasmName } from '../../geodata/analysis/method.ts';

const FILES: Readonly<Record<WasmName, string>> = {
  highs: 'highs/runtime',
  clipper2z: 'clipper2-wasm/dist/es/clipper2z.wasm',
};

export function surroundings(progress: (share: number) => void = () => undefined): Surroundings {
  const { resolve } = createRequire(import.meta.url);
  return { clock: () => performance.now(), progress, wasm: (name) => readFile(resolve(FILES[name])) };
}
