import type { CSSProperties } from "react";
import type { Board } from "../../../src/service/contract.ts";
import { SyntheticTag } from "../parts/StateChip.tsx";
import { StatusShape } from "../parts/StatusShape.tsx";
import { loopOf, runOf, statusOf } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { leakCells, leakOf } from "../words/verdict-cells.ts";
import type { StationShip } from "./ship-status.ts";

interface LeakCardProps {
  readonly ship: StationShip;
  readonly port: string;
  readonly board: Board | null;
  readonly instantS: number;
  readonly style: CSSProperties;
}

/** What a leaking ship asks, beside it, with the ways to the reasons. */
export function LeakCard({ ship, port, board, instantS, style }: LeakCardProps) {
  const console = useConsole();
  const run = useConsoleState(runOf);
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const rateUnit = useConsoleState((state) => state.rateUnit);
  const loop = ship.loops
    .map((id) => loopOf(run, id))
    .find((each) => statusOf(board, each?.id ?? null)?.state === "leaking");
  const status = statusOf(board, loop?.id ?? null);
  const leak = status === null ? null : leakOf(status);
  if (loop == null || status === null) return null;
  const cells =
    leak === null ? [] : leakCells(leak, { loop, status, instantS, pressureUnit, rateUnit }).slice(0, 4);
  return (
    <section className="station-card" style={style} aria-label={`Leak of ${ship.name}`}>
      <h2 className="tone-alarm">
        <StatusShape shape="triangle" tone="alarm" size={14} />
        Leak{" "}
        <b>
          {ship.name}, {port}
        </b>
        {run?.synthetic && <SyntheticTag note={run.syntheticNote} />}
      </h2>
      <dl>
        {cells.map(({ name, value, unit, detail }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value === null ? <span className="dim">not known</span> : <b>{value}</b>} {unit}
              <span className="dim">{detail}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="station-ways">
        <button type="button" className="button" onClick={() => console.goTo("loop", loop.id)}>
          Its signals
        </button>
        <button type="button" className="button" onClick={() => console.goTo("cause")}>
          Cause
        </button>
        <button type="button" className="button" onClick={() => console.goTo("claims")}>
          Claims
        </button>
        <button type="button" className="button" onClick={() => console.goTo("plan")}>
          Plan
        </button>
      </p>
    </section>
  );
}
