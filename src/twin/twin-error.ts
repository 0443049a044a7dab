/** The vehicle cannot be simulated; `element` is the one at fault, and the message says what to change. */
export class TwinError extends Error {
  readonly element: string;
  constructor(element: string, problem: string) {
    super(`${element}: ${problem}`);
    this.name = "TwinError";
    this.element = element;
  }
}
