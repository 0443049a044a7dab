import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Alarm } from "../../../src/service/contract.ts";

interface AnswerFormProps {
  readonly alarm: Alarm | undefined;
  /** What the button says, and what did not happen if it fails: "Not shelved." */
  readonly action: string;
  readonly failed: string;
  readonly send: (alarm: Alarm, said: FormData) => Promise<void>;
  readonly children?: ReactNode;
}

/** Who answers for an alarm, and why; both go into the alarm journal. */
export function AnswerForm({ alarm, action, failed, send, children }: AnswerFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (alarm === undefined) return;
    setSending(true);
    setProblem(null);
    try {
      await send(alarm, new FormData(event.currentTarget));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <>
      <Dialog.Description className="sheet-lead">
        {alarm?.message ?? "This alarm was not on the board at the shown instant."}
      </Dialog.Description>
      <form onSubmit={submit} className="form">
        <label>
          <span>Your name</span>
          <input name="by" required maxLength={80} autoComplete="name" pattern=".*\S.*" />
        </label>
        <label>
          <span>Reason</span>
          <textarea name="reason" required maxLength={400} rows={3} />
        </label>
        {children}
        {problem !== null && (
          <p className="form-problem" role="alert">
            {failed} {problem}
          </p>
        )}
        <div className="form-actions">
          <Dialog.Close className="button">Cancel</Dialog.Close>
          <button type="submit" className="button button-primary" disabled={sending || alarm === undefined}>
            {action}
          </button>
        </div>
      </form>
    </>
  );
}

/** Name and reason as a form gives them. */
export const personOf = (said: FormData): { by: string; reason: string } => ({
  by: String(said.get("by")).trim(),
  reason: String(said.get("reason")).trim(),
});
