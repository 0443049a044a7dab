import { useRef } from "react";
import type { Series } from "../../../src/service/contract.ts";
import { gapsOf } from "../charts/gaps.ts";
import { stateStatus } from "../words/state-words.ts";
import { useSize } from "./use-size.ts";

/** A quiet residual fills about a third of the height. */
const LEAST_SIGMAS = 5;

interface SparklineProps {
  readonly series: Series | undefined;
  readonly fromS: number;
  readonly toS: number;
  readonly label: string;
}

/** The residual of the last hours in sigmas; gaps hatched, nothing after `toS`. */
export function Sparkline(props: SparklineProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(place);
  return (
    <div className="spark" ref={place}>
      {width > 0 && <Drawing {...props} width={width} height={height} />}
    </div>
  );
}

function Drawing({
  series,
  fromS,
  toS,
  label,
  width,
  height,
}: SparklineProps & { width: number; height: number }) {
  if (series === undefined || series.columns.timeS.length === 0)
    return <span className="dim">no data in this window</span>;
  const { timeS, residual, expectedSd, state } = series.columns;
  const x = (time: number): number => ((time - fromS) / (toS - fromS)) * width;
  // Where the watch has stopped expecting anything, the last known noise still gives the scale.
  let sd: number | null = null;
  const sigmas = residual.map((value, at) => {
    sd = expectedSd[at] ?? sd;
    return value === null || !sd || timeS[at]! > toS ? null : value / sd;
  });
  const size = Math.max(LEAST_SIGMAS, ...sigmas.map((value) => Math.abs(value ?? 0)));
  // Beyond the noise the scale is logarithmic, so that a burst does not flatten all that came before it.
  const bend = (value: number): number => Math.asinh(value / 2) / Math.asinh(size / 2);
  let path = "";
  let pen = "M";
  for (let at = 0; at < timeS.length; at++) {
    const value = sigmas[at];
    if (value === null || value === undefined || timeS[at]! < fromS) pen = "M";
    else {
      path += `${pen}${x(timeS[at]!).toFixed(1)} ${(height / 2 - bend(value) * (height / 2 - 2)).toFixed(1)}`;
      pen = "L";
    }
  }
  const last = state[timeS.findLastIndex((time) => time <= toS)] ?? "normal";
  return (
    <svg
      className={`tone-${stateStatus[last].tone}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {gapsOf(series, toS).map((gap) => (
        <rect
          key={gap.fromS}
          x={Math.max(0, x(gap.fromS))}
          width={Math.max(0.5, x(Math.min(gap.toS, toS)) - Math.max(0, x(gap.fromS)))}
          y="0"
          height={height}
          fill="url(#hatch)"
        />
      ))}
      <path d={`M0 ${height / 2}H${width}`} className="spark-zero" />
      <path d={path} className="spark-line" />
    </svg>
  );
}

/** Patterns that drawings refer to by name; once in the document. */
export function Patterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="hatch-line" />
        </pattern>
      </defs>
    </svg>
  );
}
