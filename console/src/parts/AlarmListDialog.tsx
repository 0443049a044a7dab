import { Dialog } from "@base-ui/react/dialog";
import { isAcknowledged, knowableBoard, sameAlarms, standingAlarms } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock } from "../words/format.ts";
import { priorityStatus } from "../words/state-words.ts";
import { Sheet } from "./Sheet.tsx";
import { StatusShape } from "./StatusShape.tsx";

/** Every alarm that stands at the shown instant, most urgent first. */
export function AlarmListDialog() {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "alarms");
  const alarms = useConsoleState((state) => standingAlarms(knowableBoard(state)), sameAlarms);
  return (
    <Sheet open={open} title="Alarms at this instant">
      <ul className="alarm-list">
        {alarms.map((alarm) => {
          const status = priorityStatus[alarm.priority];
          return (
            <li key={alarm.id}>
              <span className={`alarm-word tone-${status.tone}`}>
                <StatusShape shape={status.shape} tone={status.tone} />
                {status.word}
              </span>
              <span className="alarm-list-message">
                {alarm.message}
                <span className="dim">
                  {" "}
                  Raised {clock(alarm.raisedS)}
                  {alarm.acknowledged === null
                    ? ", not acknowledged."
                    : `, acknowledged by ${alarm.acknowledged.by}: ${alarm.acknowledged.reason}`}
                </span>
              </span>
              {!isAcknowledged(alarm) && (
                <button
                  type="button"
                  className="button"
                  onClick={() => console.openDialog("acknowledge", alarm.id)}
                >
                  Acknowledge
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <div className="form-actions">
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
    </Sheet>
  );
}
