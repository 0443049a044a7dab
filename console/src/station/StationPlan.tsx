import type { CSSProperties } from "react";
import type { Board, StationAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsole } from "../state/use-console.ts";
import { dayAndYear } from "../words/format.ts";
import { LeakCard } from "./LeakCard.tsx";
import { ShipOutline } from "./ShipOutline.tsx";
import { type StationShip, shipStatus } from "./ship-status.ts";
import { layOut, type PlacedPort, type StationLayout } from "./station-layout.ts";

/** Room beside the drawing for what is written there, in the drawing's units. */
const MARGIN = { left: 40, right: 116, top: 30, bottom: 34 };
/** A module as wide as this has room for its name on a narrow screen too. */
const LONG_ENOUGH = 100;
const turns = { forward: 0, nadir: 90, aft: 180, zenith: -90, side: 0 } as const;

interface StationPlanProps {
  readonly answer: StationAnswer;
  readonly board: Board | null;
  readonly instantS: number;
}

/** The station seen from starboard, drawn from its file: modules, ports, ships, hatches; a leaking ship unmistakable. */
export function StationPlan({ answer, board, instantS }: StationPlanProps) {
  const layout = layOut(answer);
  const { bounds } = layout;
  const view = {
    x: bounds.x - MARGIN.left,
    y: bounds.y - MARGIN.top,
    width: bounds.width + MARGIN.left + MARGIN.right,
    height: bounds.height + MARGIN.top + MARGIN.bottom,
  };
  const place = (x: number, y: number) => ({
    left: `${(100 * (x - view.x)) / view.width}%`,
    top: `${(100 * (y - view.y)) / view.height}%`,
  });
  const docked = answer.ships.flatMap((ship) => {
    const port = layout.ports.find(({ id }) => id === ship.port);
    return port === undefined ? [] : [{ ship, port, status: shipStatus(ship, board) }];
  });
  const leaking = docked.find(({ status }) => status.leaking);
  const summary = docked
    .map(({ ship, port, status }) => `${ship.name} at ${port.name}: ${status.word}`)
    .join("; ");
  return (
    <div className="station-room">
      <div className="station-drawing" style={{ "--wide": view.width / view.height } as CSSProperties}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen the plan scrolls, so it must be reachable by keyboard */}
        <section className="station-scroll" aria-label="Plan" tabIndex={0}>
          <svg
            className="station-svg"
            viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
            role="img"
            aria-label={`Plan of the station seen from starboard. ${summary}.`}
          >
            <Modules layout={layout} />
            <Ports layout={layout} answer={answer} />
            {docked.map(({ ship, port, status }) => (
              <g
                key={ship.id}
                className={`station-ship tone-${status.tone} ${status.leaking ? "station-leaking" : ""}`}
                transform={`translate(${port.x} ${port.y}) rotate(${turns[port.direction]})`}
              >
                <ShipOutline type={ship.type} leaking={status.leaking} />
              </g>
            ))}
            {docked.map(({ ship, port, status }) => (
              <ShipName key={ship.id} name={ship.name} port={port} tone={status.tone} />
            ))}
            <Hatches layout={layout} answer={answer} />
            {leaking !== undefined && <Leader port={leaking.port} />}
            <SunSign answer={answer} x={view.x + 30} y={view.y + 34} />
            <Compass x={view.x + 20} y={view.y + view.height - 14} />
          </svg>
        </section>
        {docked
          .filter(({ status }) => !status.leaking)
          .map(({ ship, port }) => (
            <ShipLabel
              key={ship.id}
              ship={ship}
              port={port}
              board={board}
              instantS={instantS}
              place={place}
            />
          ))}
        {leaking !== undefined && (
          <LeakCard
            ship={leaking.ship}
            port={leaking.port.name}
            board={board}
            instantS={instantS}
            style={place(...cardPlace(leaking.port, layout))}
          />
        )}
      </div>
      <Legend />
    </div>
  );
}

/** Where a ship's name stands, by the way its port points. */
function labelPlace({ x, y, direction }: PlacedPort): [number, number] {
  switch (direction) {
    case "zenith":
      return [x + 50, y - 62];
    case "nadir":
      return [x + 50, y + 22];
    case "aft":
      return [x - 118, y + 50];
    default:
      return [x + 90, y - 22];
  }
}

/** A ship's name in the drawing itself, where there is no room beside it: shown on narrow screens only, and said by the drawing's own label. */
function ShipName({
  name,
  port: { x, y, direction },
  tone,
}: {
  name: string;
  port: PlacedPort;
  tone: string;
}) {
  const [atX, atY, anchor] = (
    {
      zenith: [x + 52, y - 70, "start"],
      nadir: [x - 44, y + 112, "start"],
      aft: [x - 88, y + 76, "start"],
      forward: [x + 84, y - 34, "end"],
      side: [x, y + 40, "middle"],
    } as const
  )[direction];
  return (
    <text className={`station-name tone-${tone}`} x={atX} y={atY} textAnchor={anchor}>
      {name}
    </text>
  );
}

function cardPlace(port: PlacedPort, { bounds }: StationLayout): [number, number] {
  if (port.direction === "zenith") return [port.x + 84, bounds.y - 28];
  if (port.direction === "nadir") return [port.x + 66, port.y + 18];
  return [port.x < 200 ? 130 : 220, bounds.y - 22];
}

function Leader({ port }: { port: PlacedPort }) {
  const up = port.direction === "nadir" ? 1 : -1;
  if (port.direction !== "zenith" && port.direction !== "nadir") return null;
  const y = port.y + up * 46;
  const toX = port.direction === "zenith" ? port.x + 86 : port.x + 68;
  return <path className="station-leader" d={`M${port.x + 16} ${y}H${toX}`} />;
}

function Modules({ layout }: { layout: StationLayout }) {
  return layout.modules.map(({ id, name, x, y, width, height }) => {
    const side = layout.sides.find(({ on }) => on === id);
    return (
      <g key={id}>
        <rect className="station-module" x={x} y={y} width={width} height={height} rx={5} />
        <text
          className={width < LONG_ENOUGH ? "station-hung" : "station-inline"}
          x={x + width / 2}
          y={y + height / 2 + 4 - (side ? 7 : 0)}
          textAnchor="middle"
        >
          {name}
        </text>
        {side !== undefined && (
          <text className="station-side" x={x + width / 2} y={y + height / 2 + 13} textAnchor="middle">
            {side.names.join(", ")}
          </text>
        )}
      </g>
    );
  });
}

function Ports({ layout, answer }: { layout: StationLayout; answer: StationAnswer }) {
  return layout.ports.map(({ id, x, y, direction }) => {
    const port = answer.ports.find((each) => each.id === id);
    if (port === undefined || port.ship !== null) return null;
    const out = { forward: [9, 0], aft: [-9, 0], zenith: [0, -9], nadir: [0, 9], side: [0, 0] }[direction];
    const word = port.blocked ? "blocked" : "empty";
    const below = direction === "zenith" ? -10 : direction === "nadir" ? 18 : 4;
    return (
      <g key={id} className="station-port">
        <circle cx={x + out[0]!} cy={y + out[1]!} r={4} />
        <text
          x={x + out[0]! + (direction === "forward" ? 8 : 0)}
          y={y + out[1]! + below}
          textAnchor={direction === "forward" ? "start" : direction === "aft" ? "end" : "middle"}
        >
          {word}
        </text>
      </g>
    );
  });
}

function Hatches({ layout, answer }: { layout: StationLayout; answer: StationAnswer }) {
  return layout.hatches.map(({ id, x, y, upright }) => {
    const open = answer.hatches.find((each) => each.id === id)?.open ?? null;
    const kind = open === null ? "unknown" : open ? "open" : "closed";
    return (
      <path
        key={id}
        className={`station-hatch station-hatch-${kind}`}
        d={upright ? `M${x - 8} ${y}H${x + 8}` : `M${x} ${y - 8}V${y + 8}`}
      />
    );
  });
}

/** Where the Sun stands against the page; by night, a hollow disc. */
function SunSign({ answer, x, y }: { answer: StationAnswer; x: number; y: number }) {
  const { orbit } = answer;
  if (orbit === null) return null;
  const { sun, sunlit } = orbit;
  const length = Math.hypot(sun.forward, sun.zenith);
  const outOfPage = Math.round((Math.asin(Math.max(-1, Math.min(1, sun.starboard))) * 180) / Math.PI);
  const [dx, dy] = length > 0.05 ? [-sun.forward / length, sun.zenith / length] : [0, 0];
  const words =
    Math.abs(outOfPage) < 5
      ? "in the page"
      : outOfPage > 0
        ? `${outOfPage}° out of the page`
        : `${-outOfPage}° into the page`;
  return (
    <g className={`station-sun ${sunlit ? "" : "station-night"}`}>
      <circle cx={x} cy={y} r={9} />
      {length > 0.05 && (
        <path
          d={`M${x + 13 * dx} ${y + 13 * dy}L${x + 34 * dx} ${y + 34 * dy}M${x + 34 * dx} ${y + 34 * dy}l${-7 * dx + 4 * dy} ${-7 * dy - 4 * dx}M${x + 34 * dx} ${y + 34 * dy}l${-7 * dx - 4 * dy} ${-7 * dy + 4 * dx}`}
        />
      )}
      <text x={x - 18} y={y + 34}>
        {sunlit ? "Sun" : "Night; Sun"}
      </text>
      <text x={x - 18} y={y + 48} className="station-side">
        {words}
      </text>
    </g>
  );
}

function Compass({ x, y }: { x: number; y: number }) {
  return (
    <g className="station-compass">
      <path d={`M${x} ${y}V${y - 30}m-4 6 4-6 4 6M${x} ${y}H${x + 34}m-6-4 6 4-6 4`} />
      <text x={x - 4} y={y - 36}>
        zenith
      </text>
      <text x={x + 40} y={y + 4}>
        forward
      </text>
    </g>
  );
}

function ShipLabel({
  ship,
  port,
  board,
  instantS,
  place,
}: {
  ship: StationShip;
  port: PlacedPort;
  board: Board | null;
  instantS: number;
  place: (x: number, y: number) => { left: string; top: string };
}) {
  const console = useConsole();
  const status = shipStatus(ship, board);
  const words = (
    <>
      <b>{ship.name}</b>
      <span className="dim">
        {port.name}, {instantS - ship.dockedS < 86_400 ? "docked today" : `since ${dayAndYear(ship.dockedS)}`}
      </span>
      <span className={`chip tone-${status.tone}`}>
        <StatusShape shape={status.shape} tone={status.tone} />
        {status.word}
      </span>
    </>
  );
  const where = {
    className: `station-label station-label-${port.direction}`,
    style: place(...labelPlace(port)),
  };
  const loop = ship.loops[0];
  return loop === undefined ? (
    <div {...where}>{words}</div>
  ) : (
    <button type="button" {...where} onClick={() => console.goTo("loop", status.loop ?? loop)}>
      {words}
    </button>
  );
}

function Legend() {
  return (
    <p className="station-legend caption">
      <svg width="18" height="8" aria-hidden="true">
        <path className="station-hatch station-hatch-open" d="M1 4H17" />
      </svg>
      hatch open
      <svg width="18" height="8" aria-hidden="true">
        <path className="station-hatch station-hatch-closed" d="M1 4H17" />
      </svg>
      closed
      <svg width="18" height="8" aria-hidden="true">
        <path className="station-hatch station-hatch-unknown" d="M1 4H17" />
      </svg>
      not on record
      <svg width="12" height="12" aria-hidden="true" className="station-port">
        <circle cx="6" cy="6" r="4" />
      </svg>
      port without a ship
      <span className="spacer" />
      Laid out from hatches and port names, not to scale; truss and arrays left out.
    </p>
  );
}
