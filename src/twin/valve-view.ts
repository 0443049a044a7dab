/** Parts of its band that a whole stroke of a control valve is taken to be worth before it is seen, and bounds of what is believed. */
const FIRST_RESPONSE = 10;
const LEAST_RESPONSE = 2;
const MOST_RESPONSE = 50;
/** Less of a move tells nothing. */
const LEAST_MOVE = 1e-4;
/** Weight of the latest observation. */
const LATEST = 0.3;

/** What a control valve saw last, as part of its band, where it stood then, and how much of its band a stroke is worth. */
export interface ValveView {
  readonly error: number;
  readonly opening: number;
  readonly response: number;
}

/** What it sees now. With its response known, a long interval takes the valve to where it comes to rest, not past it. */
export function nextView(last: ValveView | undefined, error: number, opening: number): ValveView {
  const before = last?.response ?? FIRST_RESPONSE;
  if (last === undefined || Math.abs(opening - last.opening) <= LEAST_MOVE)
    return { error, opening, response: before };
  const seen = (last.error - error) / (opening - last.opening);
  const mixed = (1 - LATEST) * before + LATEST * seen;
  return { error, opening, response: Math.max(LEAST_RESPONSE, Math.min(MOST_RESPONSE, mixed)) };
}
