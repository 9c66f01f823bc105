// A text as a code that another phone scans, drawn as one path. Black on white in dark mode too, or phones do not read it.
import { encode } from 'uqr';

/** The dark squares, row by row, as [column, row, columns wide]. A quiet border of four squares is part of the code. */
export function darkRuns(text: string): {
  readonly size: number;
  readonly runs: readonly (readonly [number, number, number])[];
} {
  const { size, data } = encode(text, { ecc: 'L', border: 4 });
  const runs = data.flatMap((row, y) => {
    const found: [number, number, number][] = [];
    row.forEach((isDark, x) => {
      const last = found.at(-1);
      if (!isDark) return;
      if (last !== undefined && last[0] + last[2] === x) last[2]++;
      else found.push([x, y, 1]);
    });
    return found;
  });
  return { size, runs };
}

export function CardQr({ text, title }: { readonly text: string; readonly title: string }) {
  const { size, runs } = darkRuns(text);
  return (
    <svg className="card-qr" viewBox={`0 0 ${size} ${size}`} role="img" shapeRendering="crispEdges">
      <title>{title}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={runs.map(([x, y, wide]) => `M${x} ${y}h${wide}v1h-${wide}z`).join('')} fill="#000" />
    </svg>
  );
}
