// The inner loop of a scan as WebAssembly with vectors: the same walk as scan_walk.ts, zone by zone and bit by bit, several times
// faster. Its source is geodata/kernels/scan.as; `npm run kernels` compiles it anew.
import { SCAN_KERNEL } from './scan_kernel_bytes.ts';
import { type ScanMemory, scanMemory, scanMemoryBytes, type Told, type Walk } from './scan_memory.ts';
import type { CircularZones } from './scan_zones.ts';

// The part of the platform's WebAssembly that is used here: this room's types name no platform.
interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
  Memory: new (size: { initial: number }) => { buffer: ArrayBuffer };
}

const PAGE_BYTES = 65536;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(base64: string): Uint8Array {
  const text = base64.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of text) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >>> bits;
  }
  return bytes;
}

let compiled: object | null | undefined;

/** The compiled program; null where WebAssembly, or its vectors, are not to be had. */
function program(wasm: Wasm | undefined): object | null {
  if (compiled === undefined) {
    try {
      compiled = wasm === undefined ? null : new wasm.Module(bytesOf(SCAN_KERNEL));
    } catch {
      compiled = null;
    }
  }
  return compiled;
}

/** Memory and walk of the kernel; null where it cannot run. */
export function kernelWalk(
  zones: CircularZones,
  buckets: number,
  told: Told,
): { readonly memory: ScanMemory; readonly walk: Walk } | null {
  const wasm = (globalThis as { WebAssembly?: Wasm }).WebAssembly;
  const module = program(wasm);
  if (module === null || wasm === undefined) return null;
  const pages = new wasm.Memory({ initial: Math.ceil(scanMemoryBytes(zones, buckets) / PAGE_BYTES) });
  const memory = scanMemory(zones, buckets, pages.buffer);
  const instance = new wasm.Instance(module, { env: { memory: pages }, scan: { raise: told } });
  const run = instance.exports['scan'] as (...numbers: number[]) => void;
  const parts = [memory.start, memory.member, memory.ends, memory.expected, memory.packed, memory.bias, memory.sums];
  const at = parts.map((part) => part.byteOffset);
  return { memory, walk: (scale, mask) => run(memory.places, ...at, scale, mask) };
}
