import { useRef } from "react";
import type { LibraryIncident } from "../../../src/service/contract.ts";
import { useSize } from "../parts/use-size.ts";
import { duration } from "../words/format.ts";

const HEIGHT = 44;
const LEFT = 8;
const HOUR_S = 3600;
/** Instants of the axis after the first fact, each ten times or so the one before: what matters happens in the first day. */
const MARKS_S = [HOUR_S, 6 * HOUR_S, 24 * HOUR_S, 7 * 24 * HOUR_S, 60 * 24 * HOUR_S, 730 * 24 * HOUR_S];

/** Where on a root-like axis a time after the first fact lies, 0 to 1: near times wide, far ones narrow. */
export function placeOf(afterS: number, lastS: number): number {
  const of = (timeS: number): number => Math.log1p(timeS / (HOUR_S / 2));
  return lastS <= 0 ? 0 : of(Math.max(0, afterS)) / of(lastS);
}

/** Dated facts after the day of the incident, on an axis that both sides share in kind: logarithmic from the first hour. */
export function CompareTimeline({ incident }: { incident: LibraryIncident }) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const startS = Date.parse(incident.id.slice(0, 10)) / 1000;
  const dated = incident.record.filter(({ atS }) => atS !== null && atS >= startS);
  const lastS = Math.max(24 * HOUR_S, ...dated.map(({ atS }) => atS! - startS));
  const x = (afterS: number): number => LEFT + placeOf(afterS, lastS) * (width - 2 * LEFT);
  const before = incident.record.length - dated.length;
  return (
    <div className="library-timeline" ref={place}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${dated.length} facts from the day of the incident on, the last after ${duration(lastS)}; ${before} before or undated. The list below names them.`}
        >
          <line className="fan-grid" x1={LEFT} x2={width - LEFT} y1="16" y2="16" />
          {MARKS_S.filter((mark) => mark <= lastS).map((mark) => (
            <g key={mark}>
              <line className="library-tick" x1={x(mark)} x2={x(mark)} y1="10" y2="22" />
              <text x={x(mark)} y="38" textAnchor={x(mark) > width - 40 ? "end" : "middle"}>
                {duration(mark)}
              </text>
            </g>
          ))}
          {dated.map(({ atS, fact }) => (
            <circle key={`${atS} ${fact}`} className="library-fact" cx={x(atS! - startS)} cy="16" r="4">
              <title>{fact}</title>
            </circle>
          ))}
        </svg>
      )}
    </div>
  );
}
