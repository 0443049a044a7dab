import { useRef } from "react";
import type { LoopStatus, Run, Series } from "../../../src/service/contract.ts";
import { gapsOf } from "../charts/gaps.ts";
import { tickWords, timeTicks } from "../charts/time-ticks.ts";
import { useSize } from "../parts/use-size.ts";
import { loopOf } from "../state/console-state.ts";
import { SPARK_SPAN_S } from "../state/feeds.ts";
import { useConsoleState } from "../state/use-console.ts";
import { worstFirst } from "../state/worst-loop.ts";
import { fullName } from "../words/loop-words.ts";
import { stateStatus } from "../words/state-words.ts";

const LEFT_PX = 44;
const RIGHT_PX = 8;
const TITLE_PX = 18;
const AXIS_PX = 22;
/** 90 % of the noise lies within this many sigmas. */
const NINETY = 1.645;
const LEAST_SIGMAS = 5;
/** Beyond about this many sigmas the scale is logarithmic, so that a burst does not flatten the noise. */
const BEND = 2;
const ticksAt = [-1000, -100, -10, -3, 0, 3, 10, 100, 1000] as const;
const LEAST_TICK_PX = 13;

interface StripProps {
  readonly name: string;
  readonly status: LoopStatus;
  readonly series: Series;
  readonly fromS: number;
  readonly toS: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The residual in sigmas; where the watch has stopped expecting anything the last known noise gives the scale. */
function sigmasOf({ columns }: Series, toS: number): readonly (number | null)[] {
  let sd: number | null = null;
  return columns.residual.map((value, at) => {
    sd = columns.expectedSd[at] ?? sd;
    return value === null || !sd || columns.timeS[at]! > toS ? null : value / sd;
  });
}

function Strip({ name, status, series, fromS, toS, top, width, height }: StripProps) {
  const sigmas = sigmasOf(series, toS);
  const { timeS } = series.columns;
  const size = Math.max(LEAST_SIGMAS, ...sigmas.map((value) => Math.abs(value ?? 0)));
  const room = (height - TITLE_PX) / 2 - 3;
  const middle = top + TITLE_PX + (height - TITLE_PX) / 2;
  const x = (time: number): number =>
    LEFT_PX + ((time - fromS) / (toS - fromS)) * (width - LEFT_PX - RIGHT_PX);
  const y = (value: number): number => middle - (Math.asinh(value / BEND) / Math.asinh(size / BEND)) * room;
  let path = "";
  let pen = "M";
  sigmas.forEach((value, at) => {
    if (value === null || timeS[at]! < fromS) pen = "M";
    else {
      path += `${pen}${x(timeS[at]!).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
    }
  });
  const ticks: number[] = [];
  for (const tick of [...ticksAt].sort((a, b) => Math.abs(a) - Math.abs(b)))
    if (Math.abs(tick) <= size && ticks.every((other) => Math.abs(y(other) - y(tick)) >= LEAST_TICK_PX))
      ticks.push(tick);
  const { tone, word } = stateStatus[status.state];
  return (
    <g className={`tone-${tone}`}>
      <text x={LEFT_PX} y={top + 12} className="residual-name">
        {name}
      </text>
      <text x={width - RIGHT_PX - 8} y={top + 12} textAnchor="end">
        {word}
      </text>
      <rect
        x={LEFT_PX}
        y={y(NINETY)}
        width={width - LEFT_PX - RIGHT_PX}
        height={y(-NINETY) - y(NINETY)}
        className="residual-band"
      />
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={LEFT_PX}
            x2={width - RIGHT_PX}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? "residual-axis" : "residual-grid"}
          />
          <text x={LEFT_PX - 6} y={y(tick) + 4} textAnchor="end">
            {tick < 0 ? `\u2212${-tick}` : tick}
          </text>
        </g>
      ))}
      {gapsOf(series, toS).map((gap) => (
        <rect
          key={gap.fromS}
          x={Math.max(LEFT_PX, x(gap.fromS))}
          width={Math.max(0.5, x(Math.min(gap.toS, toS)) - Math.max(LEFT_PX, x(gap.fromS)))}
          y={top + TITLE_PX}
          height={height - TITLE_PX}
          fill="url(#hatch)"
        />
      ))}
      <path d={path} className="residual-line" />
    </g>
  );
}

/** With few loops there is room to read each residual: one strip a loop on one axis of time, worst first. */
export function ResidualStrips({
  run,
  statuses,
  instantS,
}: {
  run: Run;
  statuses: readonly LoopStatus[];
  instantS: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(place);
  const sparks = useConsoleState((state) => state.sparks);
  const fromS = instantS - SPARK_SPAN_S;
  const shown = worstFirst(statuses).flatMap((status) => {
    const series = sparks[status.loop];
    const loop = loopOf(run, status.loop);
    return loop === null || series?.run !== run.id ? [] : [{ status, series, name: fullName(loop) }];
  });
  const stripPx = shown.length === 0 ? 0 : (height - AXIS_PX) / shown.length;
  const x = (time: number): number =>
    LEFT_PX + ((time - fromS) / SPARK_SPAN_S) * (width - LEFT_PX - RIGHT_PX);
  const ticks = timeTicks(fromS, instantS, width - LEFT_PX);
  const stepS = ticks.length > 1 ? ticks[1]! - ticks[0]! : SPARK_SPAN_S;
  return (
    <section className="panel residual-strips" aria-labelledby="residuals-title">
      <div className="panel-head">
        <h2 id="residuals-title">Residuals, σ</h2>
        <span className="caption">last 3 h; band: 90 % of the noise; bent beyond it</span>
      </div>
      <div className="residual-place" ref={place}>
        {width > 0 && height > 0 && shown.length > 0 && (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={`Residuals of ${shown.map(({ name }) => name).join(", ")} over the last three hours`}
          >
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - AXIS_PX} className="residual-grid" />
                <text x={x(tick)} y={height - 6} textAnchor={x(tick) > width - 18 ? "end" : "middle"}>
                  {tickWords(tick, stepS)}
                </text>
              </g>
            ))}
            {shown.map(({ status, series, name }, at) => (
              <Strip
                key={status.loop}
                name={name}
                status={status}
                series={series}
                fromS={fromS}
                toS={instantS}
                top={at * stripPx}
                width={width}
                height={stripPx - 4}
              />
            ))}
            <line
              x1={width - RIGHT_PX}
              x2={width - RIGHT_PX}
              y1={0}
              y2={height - AXIS_PX}
              className="residual-now"
            />
          </svg>
        )}
      </div>
    </section>
  );
}
