// Columns of whole numbers as bytes: seven bits a byte, the eighth says that more follow (LEB128), signs by zigzag. It knows
// numbers and bytes; what a column means is its caller's.
import { Problem } from '../schema/problem.ts';

export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** A whole number from 0 to 2^53 − 1. */
  unsigned(value: number): void {
    if (this.#length + 8 > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#bytes.length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what a writer wrote; throws Problem invalid_input where bytes end too soon or a number is too large. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  unsigned(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 7; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw broken('The bytes end too soon.');
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw broken('A number here is too large.');
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

export const broken = (detail: string): Problem =>
  new Problem('invalid_input', 'These bytes are no pack of ours, or they were cut short.', [{ pointer: '', detail }]);
