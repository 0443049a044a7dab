import { useEffect, useRef, useState } from "react";
import { knowableBoard, sameAlarms, standingAlarms } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import { priorityStatus } from "../words/state-words.ts";

/** Speaks each new alarm once, and the loss of the watch. */
export function Announcer() {
  const silent = useConsoleState((state) => state.alive === false);
  const alarms = useConsoleState((state) => standingAlarms(knowableBoard(state)), sameAlarms);
  const spoken = useRef(new Set<string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const standing = new Set(alarms.map((alarm) => `${alarm.run} ${alarm.id}`));
    const fresh = alarms.filter((alarm) => !spoken.current.has(`${alarm.run} ${alarm.id}`));
    spoken.current = standing;
    // Back in time, before an alarm was raised, nothing of it may be left to read.
    if (fresh.length > 0)
      setText(fresh.map((alarm) => `${priorityStatus[alarm.priority].word}: ${alarm.message}`).join(" "));
    else if (alarms.length === 0) setText("");
  }, [alarms]);
  return (
    <div className="visually-hidden" aria-live="assertive">
      {silent ? "Watch not alive: every value is old." : text}
    </div>
  );
}
