import { runOf } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import { clock, dayAndYear } from "../words/format.ts";
import { SyntheticTag } from "./StateChip.tsx";

/** On paper only: which run, which view and which instant the sheet shows. */
export function PrintHead({ view }: { view: string }) {
  const run = useConsoleState(runOf);
  const second = useConsoleState((state) => (state.instantS === null ? null : Math.floor(state.instantS)));
  return (
    <div className="print-head" aria-hidden="true">
      <b>Hoarfrost, {view}</b>
      <span>{run?.title ?? "no run"}</span>
      {run?.synthetic && <SyntheticTag note={run.syntheticNote} />}
      {second !== null && (
        <span>
          as known at {clock(second)} UTC, {dayAndYear(second)}
        </span>
      )}
      <span>A decision aid; it commands nothing.</span>
    </div>
  );
}
