// The inner loop of the scan (see analysis/hotspot/scan_lanes.ts, whose plain version it repeats word by word with vectors of four
// words) in AssemblyScript. Compiled by `npm run kernels` into analysis/hotspot/scan_kernel_bytes.ts; nothing is allocated here.

/** Told of every zone whose count passes in some lane: its expectation and the bias it was held against; `sums` hold the counts. */
@external("scan", "raise")
declare function raise(expected: f64, bias: i32): void;

const BLOCK: i32 = 4;

// Numbers of bytes to the parts of memory, each as scan_lanes.ts lays it out.
export function scan(
  places: i32,
  start: usize,
  member: usize,
  ends: usize,
  expected: usize,
  packed: usize,
  bias: usize,
  sums: usize,
  scale: f64,
  mask: i32,
): void {
  const tops = i32x4.splat(mask);
  for (let center = 0; center < places; center++) {
    let from = load<i32>(start + (<usize>center << 2));
    const end = load<i32>(start + (<usize>center << 2), 4);
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let e: f64 = 0;
    while (from < end) {
      const stop = min(from + BLOCK, end);
      const before = e;
      const a0 = a;
      const b0 = b;
      for (let p = from; p < stop; p++) {
        const place = <usize>load<u16>(member + (<usize>p << 1));
        e += load<f64>(expected + (place << 3));
        const at = packed + (place << 5);
        a = i32x4.add(a, v128.load(at));
        b = i32x4.add(b, v128.load(at, 16));
      }
      const smallest = before + load<f64>(expected + (<usize>load<u16>(member + (<usize>from << 1)) << 3));
      const room = i32x4.splat(needed(bias, smallest, scale));
      if (v128.any_true(v128.and(v128.or(i32x4.add(a, room), i32x4.add(b, room)), tops))) {
        let a1 = a0;
        let b1 = b0;
        let e1 = before;
        for (let p = from; p < stop; p++) {
          const place = <usize>load<u16>(member + (<usize>p << 1));
          e1 += load<f64>(expected + (place << 3));
          const at = packed + (place << 5);
          a1 = i32x4.add(a1, v128.load(at));
          b1 = i32x4.add(b1, v128.load(at, 16));
          if (load<u8>(ends + <usize>p) == 0) continue;
          const word = needed(bias, e1, scale);
          const own = i32x4.splat(word);
          if (!v128.any_true(v128.and(v128.or(i32x4.add(a1, own), i32x4.add(b1, own)), tops))) continue;
          v128.store(sums, a1);
          v128.store(sums, b1, 16);
          raise(e1, word);
        }
      }
      from = stop;
    }
  }
}

// @ts-ignore: decorator
@inline
function needed(bias: usize, expected: f64, scale: f64): i32 {
  return load<i32>(bias + (<usize>(<i32>(Math.sqrt(expected) * scale)) << 2));
}
