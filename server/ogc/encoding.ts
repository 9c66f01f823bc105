// In which form an answer goes out: `f` decides, else the Accept header, else JSON. Knows no document.
import type { Context } from 'hono';

export const ENCODINGS = ['json', 'html', 'csv'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const QUALITY = /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/;

interface Range {
  readonly type: string;
  readonly quality: number;
}

function rangesOf(header: string): Range[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => QUALITY.test(parameter));
    return { type, quality: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
}

/** The weight of the most specific range that takes the type (RFC 9110, 12.5.1); 0 = not taken. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [main] = type.split('/');
  const found = [type, `${main}/*`, '*/*'].map((name) => ranges.find((range) => range.type === name));
  return found.find((range) => range !== undefined)?.quality ?? 0;
}

/** Media types by encoding, the preferred encoding first: it is taken among equals, and where nothing is accepted. */
export type Offered = Readonly<Partial<Record<Encoding, readonly string[]>>>;

/** Everything but features. */
export const DOCUMENT: Offered = { json: ['application/json'], html: ['text/html'] };

export function negotiate(c: Context, asked: Encoding | undefined, offered: Offered): Encoding {
  c.header('Vary', 'Accept, Accept-Encoding, Authorization, Cookie');
  if (asked !== undefined) return asked;
  const ranges = rangesOf(c.req.header('Accept') ?? '*/*');
  let best: Encoding = 'json';
  let bestQuality = 0;
  for (const [encoding, types] of Object.entries(offered) as [Encoding, readonly string[]][]) {
    const quality = Math.max(...types.map((type) => qualityOf(type, ranges)));
    if (quality > bestQuality) [best, bestQuality] = [encoding, quality];
  }
  return best;
}
