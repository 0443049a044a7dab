/** What a public statement comes to. */
export type Verdict = "supported" | "in tension" | "contradicted" | "not decidable";

/**
 * Bands of probability that the statement is right: the calibrated words of the IPCC guidance note on uncertainty (Mastrandrea
 * and others, 2010). Likely is 66 % and more, unlikely 33 % and less, extremely unlikely 5 % and less; between 33 and 66 % a
 * statement is about as likely as not, and public data do not decide it.
 */
export const VERDICT_BANDS = { supportedFrom: 0.66, tensionBelow: 0.33, contradictedBelow: 0.05 } as const;

export function verdictOf(probability: number): Verdict {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`a probability lies between 0 and 1, got ${probability}`);
  if (probability >= VERDICT_BANDS.supportedFrom) return "supported";
  if (probability <= VERDICT_BANDS.contradictedBelow) return "contradicted";
  return probability <= VERDICT_BANDS.tensionBelow ? "in tension" : "not decidable";
}

/**
 * Probability that a statement about a number is right. Prior odds are even: a wrong statement could be any value of the
 * reference range. `share` is the part of the weighted ensemble in the stated window, `referenceShare` that of the reference
 * range; `sizeOfEnsemble` keeps a share that no member reached from becoming certainty.
 */
export function probabilityRight(share: number, referenceShare: number, sizeOfEnsemble: number): number {
  const least = 0.5 / Math.max(1, sizeOfEnsemble);
  const odds = (p: number) => p / (1 - p);
  const found = odds(Math.min(1 - least, Math.max(least, share)));
  const byChance = odds(Math.min(1 - 1e-6, Math.max(1e-6, referenceShare)));
  return found / byChance / (1 + found / byChance);
}
