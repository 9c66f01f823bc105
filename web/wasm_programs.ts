// Where the programs of WebAssembly are: files of our own, read when an analysis first asks for one. It knows no analysis.
import clipper2z from 'clipper2-wasm/dist/es/clipper2z.wasm?url';
import highs from 'highs/runtime?url';
import type { WasmName } from '../geodata/analysis/method.ts';
import { readBytes } from './api.ts';

const FILES: Readonly<Record<WasmName, string>> = { clipper2z, highs };

export const readProgram = (name: WasmName): Promise<Uint8Array<ArrayBuffer>> => readBytes(FILES[name]);
