// The memory behind the typed arrays of a value: handed over to another thread instead of copied. It knows no analysis.

/** Every ArrayBuffer under plain objects and lists of objects, once each. Long columns of numbers are not walked. */
export function buffersOf(value: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const entry of value) buffersOf(entry, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) buffersOf(entry, found);
  }
  return [...found];
}
