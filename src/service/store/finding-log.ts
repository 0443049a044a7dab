import type { Finding, LeakFinding, StateFinding } from "../../watch/finding.ts";

/**
 * What the watch said about one loop, in order of time. At most `kept` findings are held: beyond, repeated estimates of
 * the same leak go first (every second of the older half), then the oldest of all.
 */
export class FindingLog {
  readonly #kept: number;
  #findings: Finding[] = [];
  #states: StateFinding[] = [];
  #leaks: LeakFinding[] = [];
  #thinned = false;

  constructor(kept = 20_000) {
    this.#kept = kept;
  }

  /** True once some findings have been let go. */
  get thinned(): boolean {
    return this.#thinned;
  }

  /** Adds a finding; one that comes late is put in its place. */
  add(finding: Finding): void {
    insert(this.#findings, finding);
    if (finding.type === "state") insert(this.#states, finding);
    if (finding.type === "leak") insert(this.#leaks, finding);
    if (this.#findings.length > this.#kept) this.#thin();
  }

  /** Findings between two instants, inclusive. */
  between(fromS: number, toS: number): Finding[] {
    return this.#findings.slice(firstAfter(this.#findings, fromS, true), firstAfter(this.#findings, toS));
  }

  stateAt(timeS: number): StateFinding | null {
    return this.#states[firstAfter(this.#states, timeS) - 1] ?? null;
  }

  /** The leak as last described, unless it was only suspected and the loop has been found normal since. */
  leakAt(timeS: number): LeakFinding | null {
    const leak = this.#leaks[firstAfter(this.#leaks, timeS) - 1] ?? null;
    if (leak === null || leak.phase === "ended") return leak;
    const state = this.stateAt(timeS);
    const withdrawn = state !== null && state.state === "normal" && state.timeS >= leak.timeS;
    return withdrawn ? null : leak;
  }

  #thin(): void {
    this.#thinned = true;
    const half = this.#findings.length >> 1;
    let phase: string | null = null;
    let odd = false;
    const kept = this.#findings.filter((finding, index) => {
      if (index >= half || finding.type !== "leak") return true;
      const repeats = finding.phase === phase;
      phase = finding.phase;
      odd = repeats && !odd;
      return !odd;
    });
    if (kept.length > this.#kept * 0.9) kept.splice(0, kept.length - Math.floor(this.#kept * 0.9));
    this.#findings = kept;
    this.#states = kept.filter((finding) => finding.type === "state");
    this.#leaks = kept.filter((finding) => finding.type === "leak");
  }
}

function insert<F extends Finding>(findings: F[], finding: F): void {
  let index = findings.length;
  while (index > 0 && findings[index - 1]!.timeS > finding.timeS) index -= 1;
  if (index === findings.length) findings.push(finding);
  else findings.splice(index, 0, finding);
}

/** Index of the first finding after an instant, or, with `orAt`, at it. */
function firstAfter(findings: readonly Finding[], timeS: number, orAt = false): number {
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const { timeS: at } = findings[middle]!;
    if (at > timeS || (orAt && at === timeS)) high = middle;
    else low = middle + 1;
  }
  return low;
}
