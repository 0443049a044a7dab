import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useState } from "react";
import { knowableBoard } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { Sheet } from "./Sheet.tsx";

/** Asks who takes an alarm over, and why; both go into the alarm journal. */
export function AcknowledgeDialog() {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "acknowledge");
  const alarmId = useConsoleState((state) => state.alarmId);
  const board = useConsoleState(knowableBoard);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const alarm = board?.alarms.find((candidate) => candidate.id === alarmId);

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (alarm === undefined) return;
    const said = new FormData(event.currentTarget);
    setSending(true);
    setProblem(null);
    try {
      await console.acknowledge(alarm, String(said.get("by")).trim(), String(said.get("reason")).trim());
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <Sheet open={open} title="Acknowledge the alarm">
      <Dialog.Description className="sheet-lead">
        {alarm?.message ?? "This alarm was not yet raised at the shown instant."}
      </Dialog.Description>
      <form onSubmit={send} className="form">
        <label>
          <span>Your name</span>
          <input name="by" required maxLength={80} autoComplete="name" pattern=".*\S.*" />
        </label>
        <label>
          <span>Reason</span>
          <textarea name="reason" required maxLength={400} rows={3} />
        </label>
        {problem !== null && (
          <p className="form-problem" role="alert">
            Not acknowledged. {problem}
          </p>
        )}
        <div className="form-actions">
          <Dialog.Close className="button">Cancel</Dialog.Close>
          <button type="submit" className="button button-primary" disabled={sending || alarm === undefined}>
            Acknowledge
          </button>
        </div>
      </form>
    </Sheet>
  );
}
