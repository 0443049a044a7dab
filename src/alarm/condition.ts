import type { Finding } from "../watch/finding.ts";
import type { Cause } from "./alarm.ts";
import type { ConditionEvent } from "./alarm-event.ts";
import { blindSentence, faultSentence, type LoopPlace, leakGist, leakSentence } from "./sentence.ts";

/** An event of the watch and the alarm that it belongs to. */
export interface Condition {
  readonly loop: string;
  readonly cause: Cause;
  readonly event: ConditionEvent;
}

/**
 * What a finding says about alarms. A leak is cleared only by a judgement: that it ended, or that the loop is normal.
 * Being blind, learning, or silent is no judgement, so none of them clears a leak.
 */
export function conditionsOf(finding: Finding, place: LoopPlace): Condition[] {
  const { loop, timeS } = finding;
  const clear = (cause: Cause): Condition => ({ loop, cause, event: { kind: "clear", timeS } });
  const blind = (reason: string) => blindCondition(loop, timeS, reason, place);
  switch (finding.type) {
    case "leak": {
      if (finding.phase === "ended") return [clear("leak")];
      const priority = finding.phase === "confirmed" ? "warning" : "caution";
      const message = leakSentence(finding, place);
      const gist = leakGist(finding);
      const worse = finding.change?.kind === "grew" && { worse: true };
      return [
        { loop, cause: "leak", event: { kind: "raise", timeS, priority, message, gist, ...worse } },
        { loop, cause: "leak", event: { kind: "restate", timeS, priority, message, gist } },
      ];
    }
    case "blind":
      return [finding.blind ? blind(finding.reason) : clear("blind")];
    case "state": {
      if (finding.state === "blind") return [blind(finding.reason)];
      const seesAgain = finding.from === "blind" ? [clear("blind")] : [];
      return finding.state === "normal" ? [...seesAgain, clear("leak")] : seesAgain;
    }
    case "fault": {
      // Told once and without an end: raised and cleared at once, it stays on the board until somebody answers.
      const cause: Cause = `fault:${finding.channel}`;
      const message = faultSentence(finding, place);
      return [{ loop, cause, event: { kind: "raise", timeS, priority: "advisory", message } }, clear(cause)];
    }
    case "alarm":
      return [];
  }
}

/** A loop that cannot be judged, and why. */
export function blindCondition(loop: string, timeS: number, reason: string, place: LoopPlace): Condition {
  const message = blindSentence(timeS, reason, place);
  return { loop, cause: "blind", event: { kind: "raise", timeS, priority: "advisory", message } };
}
