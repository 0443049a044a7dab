import { knowableBoard, shelvedAlarms } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { clock, duration } from "../words/format.ts";
import { AnswerForm, personOf } from "./AnswerForm.tsx";
import { Sheet } from "./Sheet.tsx";

/** From a short look away to one shift, the longest the service takes [s]. */
const lengths = [900, 3600, 4 * 3600, 8 * 3600] as const;

/** Asks who takes an alarm off the board, why, and for how long; it comes back by itself. */
export function ShelveDialog() {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "shelve");
  const alarmId = useConsoleState((state) => state.alarmId);
  const board = useConsoleState(knowableBoard);
  return (
    <Sheet open={open} title="Shelve the alarm">
      <AnswerForm
        alarm={board?.alarms.find((candidate) => candidate.id === alarmId)}
        action="Shelve"
        failed="Not shelved."
        send={(alarm, said) => console.shelve(alarm, personOf(said), Number(said.get("forS")))}
      >
        <label>
          <span>For</span>
          <select name="forS" defaultValue={3600}>
            {lengths.map((length) => (
              <option key={length} value={length}>
                {duration(length)}
              </option>
            ))}
          </select>
        </label>
        <p className="sheet-note">
          It comes back by itself, and at once if it becomes more urgent. What is shelved stays counted in the
          header.
        </p>
      </AnswerForm>
    </Sheet>
  );
}

/** Asks who puts a shelved alarm back, and why. */
export function UnshelveDialog() {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "unshelve");
  const alarmId = useConsoleState((state) => state.alarmId);
  const board = useConsoleState(knowableBoard);
  const alarm = shelvedAlarms(board).find((candidate) => candidate.id === alarmId);
  return (
    <Sheet open={open} title="Put the alarm back">
      <AnswerForm
        alarm={alarm}
        action="Put back"
        failed="Still shelved."
        send={(shelved, said) => console.unshelve(shelved, personOf(said))}
      >
        {alarm !== undefined && (
          <p className="sheet-note">
            Shelved by {alarm.shelved.by} until {clock(alarm.shelved.untilS)}: {alarm.shelved.reason}
          </p>
        )}
      </AnswerForm>
    </Sheet>
  );
}
