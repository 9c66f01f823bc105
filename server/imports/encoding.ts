// Bytes → text: UTF-8 strictly, UTF-16 by its mark, windows-1252 as a guess that is told. Knows no format.
import { TextDecoder } from 'node:util';
import { FileFault } from '../../geodata/formats/issue.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding of a text by its first bytes. Throws FileFault `wrong_encoding` for what is none of the four. */
export function sniffEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.includes(0)) {
    throw wrongEncoding(
      'The file is not text, or UTF-16 without a byte order mark. Save it as UTF-8 and import again.',
    );
  }
  // The head may end inside a character: decoding as a stream leaves it open.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const invalid = count(text, (code) => code === 0xfffd);
  if (invalid === 0) return 'utf-8';
  const valid = count(text, (code) => code > 0x7f && code !== 0xfffd);
  const undefinedIn1252 = head.some((byte) => byte < 9 || [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
  if (valid > invalid || undefinedIn1252) {
    throw wrongEncoding('The text is neither UTF-8 nor windows-1252 throughout. Save it as UTF-8 and import again.');
  }
  return 'windows-1252';
}

/** Decodes a stream; a byte order mark is left out. Throws FileFault where the bytes are not of the encoding. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const last = decoder.decode();
    if (last !== '') yield last;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw wrongEncoding(
      `The text begins as ${encoding} but holds bytes that are not. Save it as UTF-8 and import again.`,
    );
  }
}

function count(text: string, matches: (code: number) => boolean): number {
  let found = 0;
  for (let index = 0; index < text.length; index++) if (matches(text.charCodeAt(index))) found++;
  return found;
}

const wrongEncoding = (message: string): FileFault =>
  new FileFault({ code: 'wrong_encoding', row: null, column: null, message });
