import { Dialog } from "@base-ui/react/dialog";
import type { Alarm, ShelvedAlarm } from "../../../src/service/contract.ts";
import {
  isAcknowledged,
  isCleared,
  knowable,
  knowableBoard,
  runOf,
  sameAlarms,
  shelvedAlarms,
  standingAlarms,
} from "../state/console-state.ts";
import { sameItems, useConsole, useConsoleState } from "../state/use-console.ts";
import { clock, clockBeside, duration } from "../words/format.ts";
import { priorityStatus } from "../words/state-words.ts";
import { AlarmJournalTable } from "./AlarmJournalTable.tsx";
import { Sheet } from "./Sheet.tsx";
import { StatusShape } from "./StatusShape.tsx";

function AlarmWord({ priority }: { priority: Alarm["priority"] }) {
  const status = priorityStatus[priority];
  return (
    <span className={`alarm-word tone-${status.tone}`}>
      <StatusShape shape={status.shape} tone={status.tone} />
      {status.word}
    </span>
  );
}

function Standing({ alarm, instantS }: { alarm: Alarm; instantS: number }) {
  const console = useConsole();
  return (
    <li>
      <AlarmWord priority={alarm.priority} />
      <span className="alarm-list-message">
        {alarm.message}
        <span className="dim">
          {" "}
          Raised {clock(alarm.raisedS)}
          {isCleared(alarm, instantS) && (
            <>
              , <b className="alarm-cleared">over since {clock(alarm.clearedS!)}</b>
            </>
          )}
          {alarm.acknowledged === null
            ? ", not acknowledged."
            : `, acknowledged by ${alarm.acknowledged.by}: ${alarm.acknowledged.reason}`}
        </span>
      </span>
      <span className="alarm-list-actions">
        {!isAcknowledged(alarm) && (
          <button
            type="button"
            className="button"
            onClick={() => console.openDialog("acknowledge", alarm.id)}
          >
            Acknowledge
          </button>
        )}
        <button type="button" className="button" onClick={() => console.openDialog("shelve", alarm.id)}>
          Shelve
        </button>
      </span>
    </li>
  );
}

function Shelved({ alarm, instantS }: { alarm: ShelvedAlarm; instantS: number }) {
  const console = useConsole();
  const { by, reason, untilS } = alarm.shelved;
  return (
    <li>
      <AlarmWord priority={alarm.priority} />
      <span className="alarm-list-message">
        {alarm.message}
        <span className="dim">
          {" "}
          Shelved by {by}: {reason}. Back at {clockBeside(untilS, instantS, true)}, in{" "}
          {duration(untilS - instantS)}.
        </span>
      </span>
      <span className="alarm-list-actions">
        <button type="button" className="button" onClick={() => console.openDialog("unshelve", alarm.id)}>
          Put back
        </button>
      </span>
    </li>
  );
}

/** What stands, what is shelved, and who did what, at the shown instant. */
export function AlarmListDialog() {
  const open = useConsoleState((state) => state.dialog === "alarms");
  const run = useConsoleState(runOf);
  const instantS = useConsoleState((state) => Math.floor(state.instantS ?? 0));
  const alarms = useConsoleState((state) => standingAlarms(knowableBoard(state)), sameAlarms);
  const shelved = useConsoleState((state) => shelvedAlarms(knowableBoard(state)), sameItems);
  const journal = useConsoleState((state) =>
    knowable(state.journal, `${state.runId} ${state.boardEdition}`, state.instantS),
  );
  return (
    <Sheet open={open} title="Alarms at this instant" wide>
      {alarms.length === 0 ? (
        <p className="dim">None stands.</p>
      ) : (
        <ul className="alarm-list">
          {alarms.map((alarm) => (
            <Standing key={alarm.id} alarm={alarm} instantS={instantS} />
          ))}
        </ul>
      )}
      {shelved.length > 0 && (
        <>
          <h3 className="sheet-sub">Shelved: off the board for a while</h3>
          <ul className="alarm-list">
            {shelved.map((alarm) => (
              <Shelved key={alarm.id} alarm={alarm} instantS={instantS} />
            ))}
          </ul>
        </>
      )}
      <h3 className="sheet-sub">Who did what</h3>
      <AlarmJournalTable
        journal={journal?.value ?? null}
        problem={journal?.problem ?? null}
        run={run}
        instantS={instantS}
      />
      <div className="form-actions">
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
    </Sheet>
  );
}
