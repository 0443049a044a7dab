import type { Finding, LeakFinding } from "../../watch/finding.ts";

/** A hole is known if the ends of its band are no further apart than this; the watch's settled bands have a ratio of 1.4 to 2. */
const WIDEST_HELD = 4;

/**
 * The leak as it stands after a further finding: the latest confirmed one; none after the end of a leak or a return to normal.
 *
 * A hole does not grow manyfold. Where a later band of the hole lies wholly above the one before, pressure has begun to fall for another
 * reason, mostly because the accumulator has come to its stop and gas drives no more: hole and onset then stay as they were known. A band
 * so wide that it says nothing, such as that of the first seconds, is not held.
 */
export function leakAfter(before: LeakFinding | null, finding: Finding): LeakFinding | null {
  if (finding.type === "state") return finding.state === "normal" ? null : before;
  if (finding.type !== "leak") return before;
  if (finding.phase !== "confirmed") return null;
  const held = before?.holeDiameterM;
  const now = finding.holeDiameterM;
  if (held == null || now === null || now.p05 <= held.p95 || held.p95 > WIDEST_HELD * held.p05)
    return finding;
  return { ...finding, holeDiameterM: held, onset: before!.onset };
}
