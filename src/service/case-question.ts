import { answerCase, type CaseAnswer, type CaseQuestion } from "./case-answers.ts";
import { type PlanQuestion, planAnswer } from "./plan-answer.ts";
import type { PlanAnswer } from "./plan-contract.ts";

/** Answers what takes seconds: the weighing of a case, or a plan. */
export async function answerQuestion(
  question: CaseQuestion | PlanQuestion,
): Promise<CaseAnswer | PlanAnswer> {
  return question.kind === "plan" ? planAnswer(question) : answerCase(question);
}
