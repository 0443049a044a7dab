import {
  isAcknowledged,
  isCleared,
  knowableBoard,
  sameAlarms,
  standingAlarms,
} from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { duration } from "../words/format.ts";
import { priorityStatus } from "../words/state-words.ts";
import { StatusShape } from "./StatusShape.tsx";

function NotAlive() {
  return (
    <section className="alarm alarm-emergency" aria-label="Alarm">
      <span className="alarm-word">
        <StatusShape shape="octagon" tone="alarm" size={15} />
        WATCH NOT ALIVE
      </span>
      <span className="alarm-message">
        No sign of life from the watch for more than 4 s: every value below is old, and nothing is being
        watched.
      </span>
    </section>
  );
}

/** The most urgent alarm in one sentence, with what it asks for; the others behind a count. */
export function AlarmBanner() {
  const console = useConsole();
  const silent = useConsoleState((state) => state.alive === false);
  const alarms = useConsoleState((state) => standingAlarms(knowableBoard(state)), sameAlarms);
  const minute = useConsoleState((state) => Math.floor((state.instantS ?? 0) / 10) * 10);
  if (silent) return <NotAlive />;
  const alarm = alarms[0];
  if (alarm === undefined) return null;
  const status = priorityStatus[alarm.priority];
  const acknowledged = isAcknowledged(alarm);
  return (
    <section
      className={`alarm alarm-${alarm.priority}${acknowledged ? " alarm-quiet" : ""}`}
      aria-label="Alarm"
    >
      <span className="alarm-word">
        <span className={acknowledged ? "alarm-shape" : "alarm-shape alarm-new"}>
          <StatusShape shape={status.shape} tone={status.tone} size={15} />
        </span>
        {status.word}
      </span>
      <button type="button" className="alarm-message" onClick={() => console.goTo("loop", alarm.loop)}>
        {alarm.message}
      </button>
      <span className="alarm-age">
        {acknowledged
          ? `Acknowledged by ${alarm.acknowledged?.by}`
          : `${isCleared(alarm, minute) ? "Cleared, not" : "Not"} acknowledged, ${duration(Math.max(0, minute - alarm.raisedS))}`}
      </span>
      <span className="alarm-actions">
        {!acknowledged && (
          <button
            type="button"
            className="button button-primary"
            aria-keyshortcuts="a"
            onClick={() => console.openDialog("acknowledge", alarm.id)}
          >
            Acknowledge
          </button>
        )}
        <button
          type="button"
          className="button"
          aria-keyshortcuts="s"
          onClick={() => console.openDialog("shelve", alarm.id)}
        >
          Shelve
        </button>
        {alarms.length > 1 && (
          <button type="button" className="button" onClick={() => console.openDialog("alarms")}>
            {alarms.length - 1} more
          </button>
        )}
      </span>
    </section>
  );
}
