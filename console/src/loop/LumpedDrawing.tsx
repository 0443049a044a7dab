import type { SensorReading } from "../../../src/service/contract.ts";
import { roleWords, type ShownReading } from "./schematic-words.ts";

interface LumpedRow {
  readonly sensor: SensorReading;
  readonly shown: ShownReading;
}

const WIDTH = 660;
const ROW = 38;
const TOP = 46;
const LEFT = 150;
const RIGHT = WIDTH - 150;

/**
 * A loop whose hardware no file describes, as what is known of it: one closed line, dashed because nothing of its course is known, with
 * the channels that the watch reads. What tells of the inventory stands to the left, what explains it to the right.
 */
export function LumpedDrawing({ name, rows }: { name: string; rows: readonly LumpedRow[] }) {
  const left = rows.filter(({ sensor }) => sensor.role === "inventory" || sensor.role === "witness");
  const right = rows.filter((row) => !left.includes(row));
  const height = TOP + ROW * Math.max(2, left.length, right.length) + 30;
  const said = rows.map(
    ({ sensor, shown }) =>
      `${sensor.id} ${shown.value ?? "no data"}${shown.beside === "" ? "" : ` ${shown.beside}`}, ${roleWords(sensor.role)}`,
  );
  return (
    <svg
      className="lumped-svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      aria-label={`${name} as one lumped loop, its hardware not known. ${said.join("; ")}.`}
    >
      <rect
        className="lumped-loop"
        x={LEFT}
        y={TOP - 14}
        width={RIGHT - LEFT}
        height={height - TOP - 6}
        rx={16}
      />
      <text className="schematic-name" x={WIDTH / 2} y={height / 2 + 8} textAnchor="middle">
        {name}
      </text>
      <text className="schematic-dim" x={WIDTH / 2} y={height / 2 + 24} textAnchor="middle">
        lumped: hardware not public
      </text>
      {[left, right].flatMap((side, at) =>
        side.map((row, index) => <Channel key={row.sensor.id} row={row} index={index} onLeft={at === 0} />),
      )}
    </svg>
  );
}

function Channel({ row, index, onLeft }: { row: LumpedRow; index: number; onLeft: boolean }) {
  const { sensor, shown } = row;
  const y = TOP + 10 + ROW * index;
  const x = onLeft ? LEFT : RIGHT;
  const out = onLeft ? -1 : 1;
  const anchor = onLeft ? "end" : "start";
  return (
    <g className={`schematic-tag schematic-${shown.state}`}>
      <circle
        className={sensor.role === "inventory" ? "lumped-inventory" : "lumped-channel"}
        cx={x}
        cy={y}
        r={5}
      />
      <path className="lumped-lead" d={`M${x + 6 * out} ${y}H${x + 16 * out}`} />
      <text x={x + 20 * out} y={y - 1} textAnchor={anchor}>
        <tspan>{`${sensor.id} `}</tspan>
        <tspan className="schematic-value">{`${shown.value ?? "no data"} `}</tspan>
      </text>
      <text className="schematic-dim" x={x + 20 * out} y={y + 12} textAnchor={anchor}>
        {[sensor.role === null ? "not read" : roleWords(sensor.role), shown.beside]
          .filter((word) => word !== "")
          .join(", ")}
      </text>
    </g>
  );
}
