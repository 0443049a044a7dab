import { Worker } from "node:worker_threads";
import { type AnswerTo, answerQuestion, type Question } from "./case-question.ts";
import { Problem } from "./problem.ts";

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (problem: Error) => void;
}

interface Reply {
  readonly number: number;
  readonly answer?: never;
  readonly problem?: { readonly status: number; readonly kind: string; readonly message: string };
}

const waitingAtMost = 32;

/** Weighs cases in a thread of its own, begun when first needed: seconds of sampling must not delay a sign of life. */
export class CaseDesk {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #number = 0;

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    // A thread reads no TypeScript: run from its sources, as in development, the service weighs in its own thread.
    if (import.meta.url.endsWith(".ts")) return answerQuestion(question);
    if (this.#waiting.size >= waitingAtMost) {
      const detail = `${this.#waiting.size} questions about cases wait for an answer already. Ask again in a few seconds.`;
      return Promise.reject(new Problem(503, "too-many-questions", detail));
    }
    return new Promise((resolve, reject) => {
      const number = this.#number++;
      this.#waiting.set(number, { resolve, reject });
      this.#thread().postMessage({ number, question });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(new Error("the service is closing"));
    await worker?.terminate();
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("./case-worker.js", import.meta.url));
    worker.unref();
    worker.on("message", ({ number, answer, problem }: Reply) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (answer !== undefined) waiting?.resolve(answer);
      else waiting?.reject(new Problem(problem!.status, problem!.kind, problem!.message));
    });
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the thread that weighs cases has ended")));
    this.#worker = worker;
    return worker;
  }

  /** Whoever waits is told; the next question begins a new thread. */
  #fail(error: Error): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
