import { useRef } from "react";
import { timeTicks } from "../../../src/plot/index.ts";
import type { PlanAnswer } from "../../../src/service/contract.ts";
import { useSize } from "../parts/use-size.ts";
import { dayAndYear } from "../words/format.ts";
import { type Bar, type BarRow, chartRows, coverageSteps, type PlanOption } from "./seat-spans.ts";

const LEFT = 118;
const RIGHT = 10;
const ROW = 20;
const BAND = 54;
const HEAD = 16;
const AXIS = 22;
const CHARACTER_PX = 6.4;

interface SeatChartProps {
  readonly record: PlanAnswer["record"];
  readonly option: PlanOption | null;
  readonly fromS: number;
  readonly untilS: number;
  /** Up to here as flown. */
  readonly flownUntilS: number;
  readonly instantS: number;
}

/** Who has which seat, ship by ship and person by person: as flown up to the instant, then as the chosen option has it. */
export function SeatChart(props: SeatChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  return (
    <div className="seat-chart" ref={place}>
      {width > 0 && <Drawing {...props} width={Math.max(560, width)} />}
    </div>
  );
}

function Drawing({
  record,
  option,
  fromS,
  untilS,
  flownUntilS,
  instantS,
  width,
}: SeatChartProps & { width: number }) {
  const { ships, people } = chartRows(record, option, flownUntilS);
  const right = width - RIGHT;
  const x = (timeS: number): number =>
    LEFT + ((Math.min(untilS, Math.max(fromS, timeS)) - fromS) / (untilS - fromS)) * (right - LEFT);
  const inside = (row: BarRow): boolean => row.bars.some((bar) => bar.untilS > fromS && bar.fromS < untilS);
  const shownShips = ships.filter(inside);
  const shownPeople = people.filter(inside);
  const steps = coverageSteps(people).filter((step) => step.untilS > fromS && step.fromS < untilS);
  const most = Math.max(1, ...steps.map(({ aboard }) => aboard));
  const bandTop = HEAD + 4;
  const level = (number: number): number => bandTop + BAND - (number / (1.15 * most)) * BAND;
  const shipsTop = bandTop + BAND + HEAD + 8;
  const peopleTop = shipsTop + shownShips.length * ROW + HEAD + 8;
  const bottom = peopleTop + shownPeople.length * ROW;
  const ticks = timeTicks(fromS, untilS, Math.max(3, Math.floor((right - LEFT) / 74)));
  return (
    <svg
      width={width}
      height={bottom + AXIS}
      role="img"
      aria-label={`Seats from ${dayAndYear(fromS)} to ${dayAndYear(untilS)}: ${shownShips.length} ships, ${shownPeople.length} people. The table of gaps says the same in words.`}
    >
      {ticks.map(({ timeS, label }) => (
        <g key={timeS}>
          <line className="seat-grid" x1={x(timeS)} x2={x(timeS)} y1={bandTop} y2={bottom} />
          <text className="seat-tick" x={x(timeS)} y={bottom + 15} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      <text className="seat-head" x={0} y={bandTop + 12}>
        People
      </text>
      <text className="seat-tick" x={0} y={bandTop + 27}>
        and good seats
      </text>
      {steps.map((step) => (
        <g key={step.fromS}>
          <rect
            className={step.good < step.aboard ? "seat-short" : "seat-whole"}
            x={x(step.fromS)}
            y={level(step.aboard)}
            width={Math.max(0, x(step.untilS) - x(step.fromS))}
            height={level(step.good) - level(step.aboard)}
          />
          <rect
            className="seat-level"
            x={x(step.fromS)}
            y={level(step.good)}
            width={Math.max(0, x(step.untilS) - x(step.fromS))}
            height={bandTop + BAND - level(step.good)}
          />
          {x(step.untilS) - x(step.fromS) > 60 && (
            <text className="seat-words" x={x(step.fromS) + 6} y={bandTop + BAND - 7}>
              {step.good} for {step.aboard}
            </text>
          )}
        </g>
      ))}
      <Rows title="Ships" rows={shownShips} top={shipsTop} x={x} fromS={fromS} untilS={untilS} />
      <Rows title="Seat of" rows={shownPeople} top={peopleTop} x={x} fromS={fromS} untilS={untilS} />
      {instantS > fromS && instantS < untilS && (
        <g>
          <line className="seat-now" x1={x(instantS)} x2={x(instantS)} y1={HEAD - 2} y2={bottom} />
          <text className="seat-now-word" x={x(instantS)} y={HEAD - 6} textAnchor="middle">
            now
          </text>
        </g>
      )}
    </svg>
  );
}

interface RowsProps {
  readonly title: string;
  readonly rows: readonly BarRow[];
  readonly top: number;
  readonly x: (timeS: number) => number;
  readonly fromS: number;
  readonly untilS: number;
}

function Rows({ title, rows, top, x, fromS, untilS }: RowsProps) {
  return (
    <g>
      <text className="seat-head" x={0} y={top - 6}>
        {title}
      </text>
      {rows.map((row, at) => (
        <g key={row.id}>
          <text className="seat-name" x={0} y={top + ROW * at + 14}>
            {row.name.length > 18 ? `${row.name.slice(0, 17)}…` : row.name}
          </text>
          {row.bars
            .filter((bar) => bar.untilS > fromS && bar.fromS < untilS)
            .map((bar) => (
              <BarMark key={`${bar.fromS} ${bar.planned}`} bar={bar} y={top + ROW * at} x={x} />
            ))}
        </g>
      ))}
    </g>
  );
}

const kindWords = { good: "", deck: "deck, ", emergency: "emergency, ", none: "" } as const;

function BarMark({ bar, y, x }: { bar: Bar; y: number; x: (timeS: number) => number }) {
  const [left, right] = [x(bar.fromS), x(bar.untilS)];
  const words = kindWords[bar.kind] + bar.words;
  const room = Math.floor((right - left - 8) / CHARACTER_PX);
  const shown =
    [words, bar.words].find(({ length }) => length <= room) ??
    (room > 4 ? `${bar.words.slice(0, room - 1)}…` : "");
  return (
    <g className={`seat-bar seat-bar-${bar.kind} ${bar.planned ? "seat-bar-planned" : ""}`}>
      <title>{`${words}${bar.planned ? " (planned)" : ""}, ${dayAndYear(bar.fromS)} to ${dayAndYear(bar.untilS)}`}</title>
      <rect x={left} y={y + 2} width={Math.max(1.5, right - left)} height={ROW - 4} rx={2} />
      {shown !== "" && (
        <text x={left + 5} y={y + 14}>
          {shown}
        </text>
      )}
    </g>
  );
}
