import { knowableBoard } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { AnswerForm, personOf } from "./AnswerForm.tsx";
import { Sheet } from "./Sheet.tsx";

/** Asks who takes an alarm over, and why. */
export function AcknowledgeDialog() {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "acknowledge");
  const alarmId = useConsoleState((state) => state.alarmId);
  const board = useConsoleState(knowableBoard);
  return (
    <Sheet open={open} title="Acknowledge the alarm">
      <AnswerForm
        alarm={board?.alarms.find((candidate) => candidate.id === alarmId)}
        action="Acknowledge"
        failed="Not acknowledged."
        send={(alarm, said) => console.acknowledge(alarm, personOf(said))}
      />
    </Sheet>
  );
}
