/** A quantity over time, as plain values: constant, steps, straight lines between points, or a sine. */
export type Schedule =
  | number
  | {
      readonly kind: "steps" | "lines";
      /** Ascending times [s]. Before the first the first value holds, after the last the last. */
      readonly timesS: readonly number[];
      readonly values: readonly number[];
    }
  | {
      readonly kind: "sine";
      readonly mean: number;
      readonly amplitude: number;
      readonly periodS: number;
      readonly phaseRad?: number;
    };

const STEPS = 0;
const LINES = 1;
const SINE = 2;
const CONSTANT = 3;

/** Many schedules evaluated at once into `values`, without allocation. */
export class ScheduleSet {
  readonly values: Float64Array;
  readonly #kind: Uint8Array;
  readonly #start: Int32Array;
  readonly #numbers: Float64Array;
  readonly #source: readonly Schedule[];

  constructor(schedules: readonly Schedule[]) {
    this.#source = schedules;
    this.values = new Float64Array(schedules.length);
    this.#kind = new Uint8Array(schedules.length);
    this.#start = new Int32Array(schedules.length + 1);
    const numbers: number[] = [];
    schedules.forEach((schedule, s) => {
      this.#start[s] = numbers.length;
      if (typeof schedule === "number") {
        this.#kind[s] = CONSTANT;
        numbers.push(schedule);
      } else if (schedule.kind === "sine") {
        this.#kind[s] = SINE;
        numbers.push(
          schedule.mean,
          schedule.amplitude,
          (2 * Math.PI) / schedule.periodS,
          schedule.phaseRad ?? 0,
        );
      } else {
        if (schedule.timesS.length === 0 || schedule.timesS.length !== schedule.values.length)
          throw new RangeError(
            `a schedule has ${schedule.timesS.length} times and ${schedule.values.length} values; it needs as many of each, one at least`,
          );
        this.#kind[s] = schedule.kind === "steps" ? STEPS : LINES;
        schedule.timesS.forEach((time, i) => {
          numbers.push(time, schedule.values[i]!);
        });
      }
    });
    this.#start[schedules.length] = numbers.length;
    this.#numbers = Float64Array.from(numbers);
  }

  /** Sets a constant schedule to another value, from the next evaluation on. Throws for one that is not constant. */
  setConstant(schedule: number, value: number): void {
    if (this.#kind[schedule] !== CONSTANT) throw new RangeError("only a constant schedule can be set");
    this.#numbers[this.#start[schedule]!] = value;
  }

  /** The value of a constant schedule. */
  constant(schedule: number): number {
    return this.#numbers[this.#start[schedule]!]!;
  }

  /** Times at which some value jumps: the integrator stops there and starts anew. */
  jumpTimesS(): number[] {
    return this.#source.flatMap((schedule) => {
      if (typeof schedule !== "object" || schedule.kind === "sine") return [];
      const { kind, timesS } = schedule;
      return kind === "steps" ? [...timesS] : timesS.filter((timeS, i) => timeS === timesS[i + 1]);
    });
  }

  /** Times at which some straight line meets the next: a step ends there, but nothing jumps. */
  kinkTimesS(): number[] {
    return this.#source.flatMap((schedule) =>
      typeof schedule === "object" && schedule.kind === "lines" ? [...schedule.timesS] : [],
    );
  }

  /**
   * Values at a time. At a jump itself the value before it holds if `before`, so that a step that ends there never
   * sees what comes after.
   */
  evaluate(timeS: number, before: boolean): void {
    const n = this.#numbers;
    for (let s = 0; s < this.values.length; s++) {
      const start = this.#start[s]!;
      const kind = this.#kind[s]!;
      if (kind === CONSTANT) this.values[s] = n[start]!;
      else if (kind === SINE)
        this.values[s] = n[start]! + n[start + 1]! * Math.sin(n[start + 2]! * timeS + n[start + 3]!);
      else this.values[s] = this.#interpolate(start, this.#start[s + 1]!, timeS, before, kind === LINES);
    }
  }

  #interpolate(start: number, end: number, timeS: number, before: boolean, lines: boolean): number {
    const n = this.#numbers;
    // Last point at or before the time; of several at one time the last.
    const strictly = before && !lines;
    let low = 0;
    let high = (end - start) / 2 - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const pointS = n[start + 2 * middle]!;
      if (strictly ? pointS < timeS : pointS <= timeS) low = middle;
      else high = middle - 1;
    }
    const at = start + 2 * low;
    if (!lines || at + 2 >= end || timeS <= n[at]!) return n[at + 1]!;
    const part = (timeS - n[at]!) / (n[at + 2]! - n[at]!);
    return n[at + 1]! + part * (n[at + 3]! - n[at + 1]!);
  }
}
