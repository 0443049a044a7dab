import type { Series } from "../../../src/service/contract.ts";
import type { TimeWindow } from "../state/console-state.ts";

/** Stretches without data, up to an instant: rows that cover nothing, and rows that are missing. */
export function gapsOf(series: Series, untilS: number): readonly TimeWindow[] {
  const { timeS, coverage, measured } = series.columns;
  const rowS = series.framePeriodS * series.decimation;
  const gaps: TimeWindow[] = [];
  let openS: number | null = null;
  let lastS: number | null = null;
  let lastWasDark = false;
  const close = (toS: number): void => {
    if (openS !== null && toS > openS) gaps.push({ fromS: openS, toS });
    openS = null;
  };
  for (let at = 0; at < timeS.length && timeS[at]! <= untilS; at++) {
    const endS = timeS[at]!;
    if (lastS !== null && endS - lastS > 1.8 * rowS && openS === null) openS = lastS;
    const dark = coverage[at] === 0 || measured[at] === null;
    if (dark) openS ??= lastS ?? endS - rowS;
    else if (openS !== null) close(lastWasDark ? lastS! : endS - series.framePeriodS);
    lastWasDark = dark;
    lastS = endS;
  }
  if (lastS !== null) close(Math.min(untilS, lastS));
  return gaps;
}
