import type { CameraAnswer } from "../../../src/service/contract.ts";
import { clock, decimalsOf } from "../words/format.ts";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [520, 170, 40, 24];

/** The test statistic over the footage, against its threshold. Below the lower edge no origin is known yet. */
export function StatisticPanel({ answer }: { answer: CameraAnswer }) {
  const { frames, thresholdNat, fromS } = answer;
  const last = frames.timeS.at(-1) ?? fromS;
  const span = Math.max(1, last - fromS);
  const known = frames.statisticNat.filter((value) => value !== null);
  const high = Math.max(thresholdNat * 1.3, ...known);
  const low = Math.min(0, ...known);
  const xOf = (timeS: number) => LEFT + ((timeS - fromS) / span) * (WIDTH - LEFT - 8);
  const yOf = (value: number) => HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - BOTTOM - 10);
  let path = "";
  frames.timeS.forEach((timeS, i) => {
    const value = frames.statisticNat[i] ?? null;
    if (value === null) return;
    const pen = path !== "" && (frames.statisticNat[i - 1] ?? null) !== null ? "L" : "M";
    path += `${pen}${decimalsOf(xOf(timeS), 1)} ${decimalsOf(yOf(value), 1)}`;
  });
  return (
    <section className="panel" aria-labelledby="camera-statistic-title">
      <div className="panel-head">
        <h2 id="camera-statistic-title">Statistic</h2>
        <span className="caption">
          do particles keep leaving one place; confirmed above {decimalsOf(thresholdNat, 1)} nat, by chance
          once in 30 days
        </span>
      </div>
      <svg
        className="camera-plot"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Statistic from ${clock(fromS)} to ${clock(last)}, ${known.length === 0 ? "no origin known yet" : `now ${decimalsOf(known.at(-1)!, 1)} nat`}`}
      >
        <path d={`M${LEFT} ${yOf(thresholdNat)}H${WIDTH - 8}`} className="camera-threshold" />
        <text x={LEFT - 6} y={yOf(thresholdNat) + 4} textAnchor="end">
          {decimalsOf(thresholdNat, 1)}
        </text>
        {high > 1.6 * thresholdNat && (
          <text x={LEFT - 6} y={yOf(high) + 8} textAnchor="end">
            {decimalsOf(high, 0)}
          </text>
        )}
        <text x={LEFT - 6} y={yOf(0) + 4} textAnchor="end">
          0
        </text>
        <path d={path} className="camera-statistic" />
        <text x={LEFT} y={HEIGHT - 6}>
          {clock(fromS)}
        </text>
        <text x={WIDTH - 8} y={HEIGHT - 6} textAnchor="end">
          {clock(last)}
        </text>
      </svg>
    </section>
  );
}
