import { useRef } from "react";
import type { LedgerAnswer } from "../../../src/service/contract.ts";
import { useSize } from "../parts/use-size.ts";
import type { Tone } from "../words/state-words.ts";
import { dateWords, severityWords } from "./ledger-words.ts";

const ROW_PX = 27;
const TOP_PX = 8;
const AXIS_PX = 26;
const RIGHT_PX = 14;
const NARROW_PX = 560;

const severityTone: Readonly<Record<number, Tone>> = { 1: "quiet", 2: "quiet", 3: "caution", 4: "alarm" };

interface Drawn {
  readonly answer: LedgerAnswer;
  readonly system: string | null;
  readonly instantS: number | null;
  readonly width: number;
}

const timeOf = (date: string): number => Date.parse(date) / 1000;

/** Half-way through the month where no day is known. */
const middleOf = (date: string): number => timeOf(date) + (date.length === 7 ? 15 * 86_400 : 43_200);

function Drawing({ answer, system, instantS, width }: Drawn) {
  const narrow = width < NARROW_PX;
  const leftPx = narrow ? 14 : 200;
  const rowPx = narrow ? ROW_PX + 16 : ROW_PX;
  const fromS = timeOf(answer.listed.from);
  const toS = timeOf(answer.listed.until);
  const x = (timeS: number): number =>
    leftPx + ((timeS - fromS) / (toS - fromS)) * (width - leftPx - RIGHT_PX);
  const rows = answer.systems.filter((row) => system === null || row.system === system);
  const height = TOP_PX + rowPx * rows.length + AXIS_PX;
  const firstYear = new Date(fromS * 1000).getUTCFullYear();
  const years = Array.from(
    { length: new Date(toS * 1000).getUTCFullYear() - firstYear + 1 },
    (_, at) => firstYear + at,
  );
  const byId = new Map(answer.anomalies.map((anomaly) => [anomaly.id, anomaly]));
  const nowX = instantS === null ? null : x(instantS);
  return (
    <svg width={width} height={height} aria-hidden="true" className="ledger-plot">
      {years.map((year) => {
        const at = x(Date.UTC(year, 0, 1) / 1000);
        return (
          <g key={year}>
            <line x1={at} x2={at} y1={TOP_PX} y2={height - AXIS_PX + 4} className="ledger-year" />
            <text x={at} y={height - 8} className="ledger-tick" textAnchor={at < 20 ? "start" : "middle"}>
              {narrow ? `’${String(year).slice(2)}` : year}
            </text>
          </g>
        );
      })}
      {nowX !== null && nowX > leftPx && nowX < width - RIGHT_PX && (
        <line x1={nowX} x2={nowX} y1={0} y2={height - AXIS_PX + 6} className="ledger-now" />
      )}
      {rows.map((row, at) => {
        const y = TOP_PX + rowPx * at + (narrow ? rowPx - 14 : rowPx / 2);
        return (
          <g key={row.system}>
            <text
              x={narrow ? leftPx : leftPx - 14}
              y={narrow ? y - 14 : y + 4}
              textAnchor={narrow ? "start" : "end"}
              className="ledger-system"
            >
              {row.title}
            </text>
            <line x1={leftPx} x2={width - RIGHT_PX} y1={y} y2={y} className="ledger-line" />
            {answer.later
              .filter((event) => event.system === row.system)
              .map((event) => (
                <g key={event.id} transform={`translate(${x(middleOf(event.date)) - 6} ${y - 6})`}>
                  <title>{`Later, not counted: ${event.vehicle}, ${dateWords(event.date)}`}</title>
                  <path d="M6 .6 11.4 6 6 11.4.6 6Z" className="ledger-later" />
                </g>
              ))}
            {row.events.map((event) => {
              const anomaly = byId.get(event.id);
              if (anomaly === undefined) return null;
              return (
                <g
                  key={event.id}
                  transform={`translate(${x(middleOf(event.date))} ${y})`}
                  className={`ledger-mark ledger-mark-${anomaly.severity} tone-${severityTone[anomaly.severity]}`}
                >
                  <title>{`${dateWords(anomaly.date)}, ${anomaly.vehicle}: ${anomaly.what}`}</title>
                  <circle r={9} />
                  <text y={4} textAnchor="middle">
                    {anomaly.severity}
                  </text>
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}

/** Each system's anomalies on one axis of time: the number in a mark is its severity. The table says the same in words. */
export function LedgerTimeline(props: Omit<Drawn, "width">) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  return (
    <section className="panel ledger-timeline" aria-labelledby="ledger-timeline-title">
      <div className="panel-head">
        <h2 id="ledger-timeline-title">Over time</h2>
        <span className="caption">
          one line a system; the number is the severity, 1 ({severityWords[1]}) to 4 ({severityWords[4]})
          {props.answer.later.length > 0 && "; hollow: later than the shown instant, not counted"}
        </span>
      </div>
      <div ref={place} className="ledger-place">
        {width > 0 && <Drawing {...props} width={width} />}
      </div>
    </section>
  );
}
