import { runOf } from "../state/console-state.ts";
import { pastOf } from "../state/past.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clockBeside } from "../words/format.ts";
import type { Shape, Tone } from "../words/state-words.ts";
import { eventStatus } from "./event-status.ts";
import { StatusShape } from "./StatusShape.tsx";

/** What had happened by the shown instant, newest first; each leads to its instant. */
export function EventsPanel() {
  const console = useConsole();
  const run = useConsoleState(runOf);
  const second = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const { events } = useConsoleState(pastOf);
  if (run === null) return null;
  const past = [...events].reverse();
  return (
    <section className="panel events" aria-labelledby="events-title">
      <div className="panel-head">
        <h2 id="events-title">Events</h2>
        <span className="caption">up to now, newest first</span>
      </div>
      {past.length === 0 ? (
        <p className="dim events-none">None yet.</p>
      ) : (
        <ol>
          {past.map((event) => {
            const status: { shape: Shape; tone: Tone } = eventStatus[event.kind];
            return (
              <li key={`${event.timeS} ${event.kind} ${event.label}`}>
                <button type="button" onClick={() => console.seek(event.timeS)}>
                  <time>{clockBeside(event.timeS, second)}</time>
                  <StatusShape shape={status.shape} tone={status.tone} size={11} />
                  <span className="event-words">
                    {event.label}
                    {event.source !== null && (
                      <small className="dim event-source" title={event.source}>
                        {event.source}
                      </small>
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
