import { useRef } from "react";
import type { ClaimAnswer } from "../../../src/service/contract.ts";
import { tickWords, timeTicks } from "../charts/time-ticks.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useSize } from "../parts/use-size.ts";
import { writtenDate } from "../words/format.ts";
import { verdictStatus } from "../words/state-words.ts";

const MARK_PX = 18;
/** A mark with its number above it; where many stand above one another, without. */
const LEVEL_PX = { numbered: 30, bare: 15 };
const MOST_NUMBERED = 4;
const AXIS_PX = 24;
const DAY_S = 86_400;

interface ClaimsTimelineProps {
  readonly claims: readonly ClaimAnswer[];
  readonly instantS: number | null;
}

/** A statement without an hour counts from the end of its day or month, and lies anywhere within it. */
function beginningOf({ at, atS }: ClaimAnswer): number {
  if (at.length <= 7) return atS - 28 * DAY_S;
  return at.length <= 10 ? atS - DAY_S : atS;
}

/** Marks that would stand on one another move within what is known of their time, then above one another. */
function placed(
  claims: readonly ClaimAnswer[],
  at: (timeS: number) => number,
): { claim: ClaimAnswer; x: number; level: number }[] {
  const lastX: number[] = [];
  return claims.map((claim) => {
    const fromX = at(beginningOf(claim));
    const toX = Math.max(fromX, at(claim.atS) - MARK_PX);
    let level = lastX.findIndex((last) => last + MARK_PX <= toX);
    if (level < 0) level = lastX.length;
    const x = Math.max(fromX, (lastX[level] ?? Number.NEGATIVE_INFINITY) + MARK_PX);
    lastX[level] = x;
    return { claim, x, level };
  });
}

function Drawing({ claims, instantS, width }: ClaimsTimelineProps & { width: number }) {
  const first = beginningOf(claims[0]!);
  const last = Math.max(claims.at(-1)!.atS, instantS ?? 0);
  const fromS = first - Math.max(0.04 * (last - first), DAY_S / 4);
  const toS = last + Math.max(0.04 * (last - first), DAY_S / 4);
  const x = (timeS: number): number => ((timeS - fromS) / (toS - fromS)) * width;
  const marks = placed(claims, x);
  const levels = 1 + Math.max(...marks.map(({ level }) => level));
  const numbered = levels <= MOST_NUMBERED;
  const levelPx = numbered ? LEVEL_PX.numbered : LEVEL_PX.bare;
  const lineY = levels * levelPx + 4;
  const ticks = timeTicks(fromS, toS, width, 80).filter((tick) => x(tick) > 20 && x(tick) < width - 20);
  const stepS = ticks.length > 1 ? ticks[1]! - ticks[0]! : DAY_S;
  return (
    <div className="claims-track" style={{ height: lineY + AXIS_PX }}>
      <svg width={width} height={lineY + AXIS_PX} aria-hidden="true">
        <line x1={0} x2={width} y1={lineY} y2={lineY} className="claims-line" />
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={lineY} y2={lineY + 5} className="claims-line" />
            <text x={x(tick)} y={lineY + 18} textAnchor="middle">
              {tickWords(tick, stepS)}
            </text>
          </g>
        ))}
        {instantS !== null && (
          <line x1={x(instantS)} x2={x(instantS)} y1={0} y2={lineY + 6} className="claims-now" />
        )}
      </svg>
      {marks.map(({ claim, x: at, level }, index) => {
        const { shape, tone, word } = verdictStatus[claim.verdict];
        return (
          <span
            key={claim.id}
            className="claims-mark"
            style={{ left: at, top: lineY - (level + 1) * levelPx }}
            title={`${word}: ${claim.says} (${claim.by}, ${writtenDate(claim.at)})`}
          >
            {numbered && <span aria-hidden="true">{index + 1}</span>}
            <StatusShape shape={shape} tone={tone} size={12} />
          </span>
        );
      })}
    </div>
  );
}

/** When what was said, each as the shape of its verdict. The list says the same in words. */
export function ClaimsTimeline(props: ClaimsTimelineProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  return (
    <div ref={place} className="claims-place">
      {width > 0 && props.claims.length > 0 && <Drawing {...props} width={width} />}
    </div>
  );
}
