import { useEffect, useState } from "react";
import type { CameraAnswer } from "../../../src/service/contract.ts";
import { askCamera, RequestProblem } from "../service/requests.ts";

export interface AskedCamera {
  readonly answer: CameraAnswer | null;
  readonly problem: string | null;
}

const nothing: AskedCamera = { answer: null, problem: null };

/** What the camera of a run has shown by an instant [s]. The answer before stands until the next of the same run comes. */
export function useCamera(runId: string | null, knownByS: number | null): AskedCamera {
  const [asked, setAsked] = useState<AskedCamera & { readonly runId: string | null }>({
    ...nothing,
    runId: null,
  });
  useEffect(() => {
    if (runId === null) return;
    const stop = new AbortController();
    askCamera(runId, knownByS, stop.signal).then(
      (answer) => setAsked({ answer, problem: null, runId }),
      (problem) => {
        if (stop.signal.aborted) return;
        const message = problem instanceof RequestProblem ? problem.message : "The footage cannot be read.";
        setAsked({ answer: null, problem: message, runId });
      },
    );
    return () => stop.abort();
  }, [runId, knownByS]);
  // going back in time shows nothing of later while the answer is on its way
  const isLater =
    asked.answer !== null && knownByS !== null && (asked.answer.frames.timeS.at(-1) ?? 0) > knownByS;
  return asked.runId !== runId || isLater ? nothing : asked;
}
