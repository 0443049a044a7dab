/**
 * What a first-order sensor shows of a quantity that runs in straight lines between given instants:
 * lag * dy/dt = u - y, solved exactly on each line, so the result does not depend on how often it is asked.
 */
export class Lag {
  readonly #lagS: number;
  #timeS = Number.NaN;
  #input = Number.NaN;
  #shown = Number.NaN;

  /** Lag in seconds; 0 follows at once. */
  constructor(lagS: number) {
    this.#lagS = lagS;
  }

  /** What is shown at an instant on the line from the last point taken to `(timeS, input)`. Before any point, the input. */
  at(timeS: number, input: number): number {
    if (Number.isNaN(this.#timeS) || this.#lagS === 0) return input;
    const passedS = timeS - this.#timeS;
    if (passedS <= 0) return this.#shown;
    const taken = -Math.expm1(-passedS / this.#lagS);
    const slope = (input - this.#input) / passedS;
    return this.#shown + (this.#input - this.#shown) * taken + slope * (passedS - this.#lagS * taken);
  }

  /** Goes on to a point; one at the same instant is a jump of the quantity. */
  take(timeS: number, input: number): void {
    this.#shown = this.at(timeS, input);
    this.#timeS = timeS;
    this.#input = input;
  }
}
