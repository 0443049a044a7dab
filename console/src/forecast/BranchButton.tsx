import { useConsole, useConsoleState } from "../state/use-console.ts";

/** Stops the time bar at its instant and opens the forecast from what was known then. */
export function BranchButton() {
  const console = useConsole();
  const here = useConsoleState((state) => state.view === "forecast");
  return (
    <button
      type="button"
      className="button branch"
      aria-label="Branch what-if"
      disabled={here}
      onClick={() => console.branchWhatIf()}
    >
      <span className="wide-only-inline">Branch </span>what-if
    </button>
  );
}
