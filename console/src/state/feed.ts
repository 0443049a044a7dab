/** Something asked for again whenever what is wanted changes, one request at a time, at a modest rate. */
export interface Feed {
  /** Looks whether something new is wanted; called on every tick of the clock. */
  readonly tick: (nowMs: number) => void;
  readonly stop: () => void;
}

export interface FeedPlan<W, T> {
  /** What is wanted now; null: nothing. */
  readonly wanted: () => W | null;
  /** Two wants with the same subject belong together: one may wait for the other. A new subject aborts the old request. */
  readonly subject: (want: W) => string;
  /** Two wants with the same key would get the same answer. */
  readonly key: (want: W) => string;
  readonly load: (want: W, signal: AbortSignal) => Promise<T>;
  readonly publish: (answer: T, want: W) => void;
  readonly fail: (error: unknown, want: W) => void;
  /** Least time between two requests of the same subject. */
  readonly everyMs: () => number;
}

const RETRY_MS = 2000;

/** At rest, when what is wanted does not change, a feed asks for nothing. */
export function createFeed<W, T>(plan: FeedPlan<W, T>): Feed {
  let running: AbortController | null = null;
  let subject = "";
  let key = "";
  let nextMs = 0;

  function start(want: W, nowMs: number): void {
    const control = new AbortController();
    running = control;
    subject = plan.subject(want);
    key = plan.key(want);
    nextMs = nowMs + plan.everyMs();
    plan
      .load(want, control.signal)
      .then((answer) => {
        if (!control.signal.aborted) plan.publish(answer, want);
      })
      .catch((error: unknown) => {
        if (control.signal.aborted) return;
        key = "";
        nextMs = performance.now() + RETRY_MS;
        plan.fail(error, want);
      })
      .finally(() => {
        if (running === control) running = null;
      });
  }

  return {
    tick(nowMs) {
      const want = plan.wanted();
      if (want === null) return;
      if (plan.subject(want) !== subject) {
        running?.abort();
        start(want, nowMs);
      } else if (running === null && plan.key(want) !== key && nowMs >= nextMs) start(want, nowMs);
    },
    stop() {
      running?.abort();
      running = null;
    },
  };
}
