import { parentPort } from "node:worker_threads";
import { answerCase, type CaseQuestion } from "./case-answers.ts";
import { Problem } from "./problem.ts";

/** The thread's side of {@link CaseDesk}: one question at a time, its number with the answer. */
parentPort?.on("message", ({ number, question }: { number: number; question: CaseQuestion }) => {
  try {
    parentPort!.postMessage({ number, answer: answerCase(question) });
  } catch (error) {
    const { status, kind, message } =
      error instanceof Problem
        ? error
        : {
            status: 500,
            kind: "internal",
            message: `The case could not be weighed: ${error instanceof Error ? error.message : error}`,
          };
    parentPort!.postMessage({ number, problem: { status, kind, message } });
  }
});
