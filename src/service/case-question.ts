import type { CameraTimes } from "./camera-contract.ts";
import { type CameraTimesQuestion, cameraTimes } from "./camera-times.ts";
import { answerCase, type CaseAnswer, type CaseQuestion } from "./case-answers.ts";
import { type DetectabilityQuestion, detectabilityAnswer } from "./detectability-answer.ts";
import type { DetectabilityAnswer } from "./detectability-contract.ts";
import { type LoopModelQuestion, loopModelAnswer } from "./loop-model-answer.ts";
import type { LoopModelAnswer } from "./loop-model-contract.ts";
import { type PlanQuestion, planAnswer } from "./plan-answer.ts";
import type { PlanAnswer } from "./plan-contract.ts";
import {
  type RecordingQuestion,
  type ReportAnswer,
  type ReportQuestion,
  recordingAnswer,
  reportAnswer,
} from "./report-answer.ts";
import { type ReturnQuestion, returnAnswer } from "./return-answer.ts";
import type { ReturnAnswer } from "./return-contract.ts";

/** What takes seconds to answer: the weighing of a case, a plan, a report, what a loop's watch can see. */
export type Question =
  | CaseQuestion
  | PlanQuestion
  | ReportQuestion
  | RecordingQuestion
  | ReturnQuestion
  | DetectabilityQuestion
  | LoopModelQuestion
  | CameraTimesQuestion;

export type AnswerTo<Q extends Question> = Q extends ReportQuestion | RecordingQuestion
  ? ReportAnswer
  : Q extends PlanQuestion
    ? PlanAnswer
    : Q extends ReturnQuestion
      ? ReturnAnswer
      : Q extends DetectabilityQuestion
        ? DetectabilityAnswer
        : Q extends LoopModelQuestion
          ? LoopModelAnswer
          : Q extends CameraTimesQuestion
            ? CameraTimes
            : CaseAnswer;

export async function answerQuestion<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
  const answer =
    question.kind === "plan"
      ? await planAnswer(question)
      : question.kind === "report"
        ? await reportAnswer(question)
        : question.kind === "recording"
          ? await recordingAnswer(question)
          : question.kind === "return"
            ? returnAnswer(question)
            : question.kind === "detectability"
              ? await detectabilityAnswer(question)
              : question.kind === "model"
                ? loopModelAnswer(question)
                : question.kind === "camera-times"
                  ? await cameraTimes(question)
                  : answerCase(question);
  return answer as AnswerTo<Q>;
}
