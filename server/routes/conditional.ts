// What a request says of bytes that it has, and of how it takes them. Knows no noun.

/** Whether the header names this tag (weak comparison: RFC 9110, 13.1.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => strong(tag.trim()) === strong(etag));
}

const strong = (tag: string): string => tag.replace(/^W\//, '');

/** Whether gzip, or anything, is accepted with a weight above 0 (RFC 9110, 12.5.3). */
export function takesGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  if (header === 'gzip' || header.startsWith('gzip, ')) return true;
  const weights = new Map(
    header.split(',').map((part) => {
      const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [coding, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
