import { reportAddress } from "../service/requests.ts";
import { runOf } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";

/** The report on a case or a recording as a file to keep, as known at the instant; a live feed is recorded first. */
export function ReportLink() {
  const run = useConsoleState(runOf);
  const second = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  if (run === null || run.kind === "live") return null;
  return (
    <a
      className="button report-link"
      href={reportAddress(run.id, second)}
      download
      title="One HTML file: a page for a director, then the evidence, as known at this instant"
    >
      Report
    </a>
  );
}
