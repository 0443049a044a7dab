import { ESTIMATE_SPREAD_LN, type Weighed } from "./evidence.ts";

/** A row: the chance of such a finding if that was the cause, and the reason. */
interface LookRow {
  readonly what: string;
  readonly share: Readonly<Record<string, number>>;
}

const row = (
  what: string,
  meteoroid: number,
  debris: number,
  manufacture: number,
  fatigue: number,
  handling: number,
  artefact: number,
): LookRow => ({ what, share: { meteoroid, debris, manufacture, fatigue, handling, artefact } });

/**
 * What cameras, photographs and tests can find, and how often they would find it under each cause: own estimates, all of
 * them, printed so that they can be argued with. A file may give its own likelihoods instead.
 */
export const FINDINGS: Readonly<Record<string, LookRow>> = {
  "small-round-hole": row("a small round hole", 0.6, 0.6, 0.25, 0.03, 0.15, 0.001),
  "many-even-holes": row("many small holes with even edges", 0.1, 0.1, 0.45, 0.15, 0.05, 0.001),
  crater: row("crater or spall on the outer face", 0.5, 0.5, 0.03, 0.02, 0.05, 0.001),
  crack: row("a crack", 0.02, 0.02, 0.25, 0.5, 0.15, 0.001),
  "at-joint": row("leak at a weld, joint or hose", 0.05, 0.05, 0.5, 0.6, 0.4, 0.001),
  "absent-before": row("damage absent on earlier photographs", 0.8, 0.8, 0.2, 0.3, 0.4, 0.05),
  "other-surfaces-hit": row("holes on other surfaces too", 0.15, 0.25, 0.04, 0.04, 0.04, 0.04),
  "nothing-seen": row("no damage seen at first look", 0.5, 0.5, 0.75, 0.8, 0.7, 0.98),
  "spray-seen": row("coolant seen leaving", 0.95, 0.95, 0.9, 0.8, 0.9, 0.001),
  "ground-test-agrees": row("ground shots make a like hole", 0.6, 0.6, 0.4, 0.2, 0.3, 0.1),
  "several-channels": row("several sensors agree", 0.95, 0.95, 0.95, 0.95, 0.95, 0.05),
  "one-hub-one-sample": row(
    "all signs at one data hub in one sample",
    0.001,
    0.001,
    0.001,
    0.001,
    0.001,
    0.5,
  ),
};

export function weighLook(finding: string): Weighed {
  const found = FINDINGS[finding];
  if (found === undefined)
    throw new RangeError(
      `finding "${finding}" is not known; write one of ${Object.keys(FINDINGS).join(", ")}`,
    );
  return {
    likelihoods: found.share,
    basis: `${found.what}: shares of causes that show it, own estimates`,
    spreadLn: ESTIMATE_SPREAD_LN,
  };
}
