import { parentPort } from "node:worker_threads";
import { answerQuestion, type Question } from "./case-question.ts";
import { Problem } from "./problem.ts";

/** The thread's side of {@link CaseDesk}: each answer with the number of its question. */
parentPort?.on("message", async ({ number, question }: { number: number; question: Question }) => {
  try {
    parentPort!.postMessage({ number, answer: await answerQuestion(question) });
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
