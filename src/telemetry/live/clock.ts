/** Time as the live feed sees it, so that a test can give its own. */
export interface Clock {
  /** Wall clock, Unix seconds UTC; may jump. */
  wallS(): number;
  /** Time from some start, ms; never runs backwards. */
  monotonicMs(): number;
  /** Calls back once after a wait, unless the returned function is called before. */
  after(waitMs: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  wallS: () => Date.now() / 1000,
  monotonicMs: () => performance.now(),
  after: (waitMs, call) => {
    const timer = setTimeout(call, waitMs);
    return () => clearTimeout(timer);
  },
};
