import { knowableBoard } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock } from "../words/format.ts";
import { StatusShape } from "./StatusShape.tsx";

/** Says when the screen lags behind what is asked of it, and when display data were lost: neither happens in silence. */
export function Shortfall() {
  const console = useConsole();
  const problem = useConsoleState((state) => (state.alive === false ? null : state.problem));
  const shownS = useConsoleState((state) => knowableBoard(state)?.timeS ?? null);
  const dropped = useConsoleState((state) => state.dropped);
  return (
    <div role="status" className="shortfalls">
      {problem !== null && shownS !== null && (
        <p className="shortfall">
          <StatusShape shape="hatched" tone="blind" />
          <span>
            <b>Not up to date.</b> Shown is what was known at {clock(shownS)}; it is asked for again every two
            seconds. {problem}
          </span>
        </p>
      )}
      {dropped !== null && (
        <p className="shortfall">
          <StatusShape shape="hatched" tone="blind" />
          <span>
            <b>Display data were lost</b> {dropped.times > 1 ? `${dropped.times} times, last ` : ""}at{" "}
            {clock(dropped.atMs / 1000)} by this machine's clock; everything was asked for anew. The watch
            itself missed nothing. {dropped.reason}
          </span>
          <button type="button" className="button" onClick={() => console.noteTaken()}>
            Noted
          </button>
        </p>
      )}
    </div>
  );
}
