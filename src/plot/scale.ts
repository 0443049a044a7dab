/** Maps values to places on an axis. Values outside the domain land outside the range; `clamp` pulls them in. */
export interface Scale {
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly until: number;
  readonly at: (value: number) => number;
  readonly clamp: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Places `from` to `until` evenly on `low` to `high`. Throws where from and until are not finite or are equal. */
export function linearScale(
  [from, until]: readonly [number, number],
  [low, high]: readonly [number, number],
  wantedTicks = 4,
): Scale {
  if (!Number.isFinite(from) || !Number.isFinite(until) || from === until)
    throw new RangeError(`an axis needs two different ends, got ${from} and ${until}`);
  const at = (value: number) => low + ((value - from) / (until - from)) * (high - low);
  const [least, most] = from < until ? [from, until] : [until, from];
  const clamp = (value: number) => at(Math.min(most, Math.max(least, value)));
  return { kind: "linear", from, until, at, clamp, ticks: niceTicks(least, most, wantedTicks) };
}

/** Places decades evenly. Throws unless both ends are above zero and differ. */
export function logScale(
  [from, until]: readonly [number, number],
  [low, high]: readonly [number, number],
  wantedTicks = 4,
): Scale {
  if (!(from > 0 && until > 0 && Number.isFinite(from) && Number.isFinite(until)) || from === until)
    throw new RangeError(`a logarithmic axis needs two different ends above zero, got ${from} and ${until}`);
  const at = (value: number) => low + (Math.log(value / from) / Math.log(until / from)) * (high - low);
  const clamp = (value: number) => at(Math.min(until, Math.max(from, value)));
  return { kind: "log", from, until, at, clamp, ticks: decadeTicks(from, until, wantedTicks) };
}

/** Round numbers (1, 2 or 5 times a power of ten apart) from the first at or above `from` to the last at or below `until`. */
export function niceTicks(from: number, until: number, wanted: number): number[] {
  if (!(until > from) || !Number.isFinite(until - from) || !(wanted >= 1)) return [];
  const step = niceStep((until - from) / wanted);
  const decimals = Math.min(100, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= until + step * 1e-9; n++)
    ticks.push(Number((n * step).toFixed(decimals)));
  return ticks;
}

/** The number of the 1, 2, 5 series at or above a length. */
export function niceStep(length: number): number {
  const decade = 10 ** Math.floor(Math.log10(length) + 1e-12);
  const share = length / decade;
  const round = share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10;
  return round * decade;
}

/** Powers of ten within a span, every second or third where there are many. */
function decadeTicks(from: number, until: number, wanted: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(until) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / (wanted + 1)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(10 ** power);
  return ticks;
}

/** A span that holds all finite values, with a share of it as air at each end; null if there are none. */
export function spanOf(values: Iterable<number>, air = 0.06): [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  const width = high - low || Math.abs(high) || 1;
  return [low - air * width, high + air * width];
}
