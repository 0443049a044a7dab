import { useConsole, useConsoleState } from "../state/use-console.ts";

/** Stops the time bar at its instant and opens the forecast from what was known then. */
export function BranchButton() {
  const console = useConsole();
  const here = useConsoleState((state) => state.view === "forecast");
  return (
    <button type="button" className="button branch" disabled={here} onClick={() => console.branchWhatIf()}>
      Branch what-if
    </button>
  );
}
