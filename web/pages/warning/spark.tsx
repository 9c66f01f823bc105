// The last periods of a series as bars: a gap where nothing was said, a line where the threshold is. Said in words beside it.
interface Props {
  readonly series: readonly (number | null)[];
  readonly threshold: number;
}

const BAR = 5;
const STEP = 6;
const HEIGHT = 22;

export function Spark({ series, threshold }: Props) {
  const most = Math.max(threshold, ...series.map((value) => value ?? 0));
  const y = (value: number) => HEIGHT - Math.max(1.5, (value / most) * (HEIGHT - 2));
  const width = series.length * STEP;
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden="true">
      {series.map((value, i) => {
        const at = `${i.toString()}`;
        return value === null ? (
          <circle key={at} className="spark-gap" cx={i * STEP + BAR / 2} cy={HEIGHT - 1.5} r="1" />
        ) : (
          <rect key={at} x={i * STEP} y={y(value)} width={BAR} height={HEIGHT - y(value)} />
        );
      })}
      <line className="spark-limit" x1="0" x2={width} y1={y(threshold)} y2={y(threshold)} />
    </svg>
  );
}
