import type { Board, StationAnswer } from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { useConsole } from "../state/use-console.ts";
import { shipStatus } from "./ship-status.ts";

/** All ships, worst first, with what is known of each. */
export function ShipsPanel({ answer, board }: { answer: StationAnswer; board: Board | null }) {
  const console = useConsole();
  const rows = answer.ships
    .map((ship) => ({ ship, status: shipStatus(ship, board) }))
    .toSorted((a, b) => a.status.rank - b.status.rank);
  return (
    <section className="panel station-ships" aria-labelledby="ships-title">
      <div className="panel-head">
        <h2 id="ships-title">Ships</h2>
        <span className="caption">worst first</span>
      </div>
      <ul>
        {rows.map(({ ship, status }) => {
          const port = answer.ports.find(({ id }) => id === ship.port)?.name ?? "between two ports";
          const words = (
            <>
              <span>
                <b>{ship.name}</b>
                <span className="dim">{port}</span>
              </span>
              <span className={`chip tone-${status.tone}`}>
                <StatusShape shape={status.shape} tone={status.tone} />
                {status.word}
              </span>
              {status.detail !== null && <span className="ship-why dim">{status.detail}</span>}
            </>
          );
          const loop = status.loop ?? ship.loops[0];
          return (
            <li key={ship.id} className={status.leaking ? "ship-row-leaking" : ""}>
              {loop === undefined ? (
                <div className="ship-row">{words}</div>
              ) : (
                <button type="button" className="ship-row" onClick={() => console.goTo("loop", loop)}>
                  {words}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
