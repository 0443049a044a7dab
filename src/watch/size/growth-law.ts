/**
 * How a leak's hole grows, as stated beforehand. steady: not at all. exponential: A0 e^(h t). linear: A0 (1 + h t). `perS` is h, the growth
 * a second of the hole as it was at the onset, in parts of it.
 */
export interface GrowthLaw {
  readonly kind: "steady" | "exponential" | "linear";
  readonly perS: number;
  /** Probability beforehand. */
  readonly prior: number;
}

/** Part of leaks that do not grow. An assumption. */
export const STEADY_PRIOR = 0.6;
/** Slowest and quickest growth that is thought of: an e-folding, or a doubling, in thirty days, and in an hour. */
export const SLOWEST_PER_S = 1 / (30 * 86_400);
export const QUICKEST_PER_S = 1 / 3600;
const STEPS = 8;

/** Ratio of neighbouring growths of the grid. */
export const GROWTH_STEP = (QUICKEST_PER_S / SLOWEST_PER_S) ** (1 / STEPS);

/** Part of leaks that open from nothing and widen at one pace, as a crack does. An assumption. */
const OPENING_PRIOR = 0.1;
/** So quick beside any age that is judged that what was there at the onset is nothing. */
const FROM_NOTHING_PER_S = 1;

/** All laws with their priors: steady, eight growths of either kind evenly spread in the logarithm, and opening from nothing. */
export function growthLaws(): readonly GrowthLaw[] {
  return LAWS;
}

const LAWS: readonly GrowthLaw[] = [
  { kind: "steady", perS: 0, prior: STEADY_PRIOR },
  ...(["exponential", "linear"] as const).flatMap((kind) =>
    Array.from({ length: STEPS }, (_, i) => ({
      kind,
      perS: SLOWEST_PER_S * GROWTH_STEP ** (i + 0.5),
      prior: (1 - STEADY_PRIOR - OPENING_PRIOR) / 2 / STEPS,
    })),
  ),
  { kind: "linear", perS: FROM_NOTHING_PER_S, prior: OPENING_PRIOR },
];

/** Hole at a time before now, over the hole now, of a leak of an age. */
export function shapeBefore({ kind, perS }: GrowthLaw, beforeS: number, ageS: number): number {
  switch (kind) {
    case "steady":
      return 1;
    case "exponential":
      return Math.exp(-perS * beforeS);
    case "linear":
      return (1 + perS * Math.max(ageS - beforeS, 0)) / (1 + perS * ageS);
  }
}

/**
 * Time that a growing hole needs for what the hole of now would do in `steadyS`. Exact: flow goes with the area, so the loop empties
 * along the same course in the stretched time  integral of A(t) / A(now) dt.
 */
export function timeAsItGrows({ kind, perS }: GrowthLaw, steadyS: number, ageS: number): number {
  if (kind === "steady" || perS * steadyS < 1e-12) return steadyS;
  if (!Number.isFinite(steadyS)) return steadyS;
  if (kind === "exponential") return Math.log1p(perS * steadyS) / perS;
  const slope = perS / (1 + perS * ageS);
  return (2 * steadyS) / (1 + Math.sqrt(1 + 2 * slope * steadyS));
}

/** The inverse of {@link timeAsItGrows}: how long the hole of the start would take for what the growing one did in `passedS`. */
export function steadyTimeOf({ kind, perS }: GrowthLaw, passedS: number, ageS: number): number {
  if (kind === "steady") return passedS;
  if (kind === "exponential") return Math.expm1(Math.min(perS * passedS, 50)) / perS;
  return passedS * (1 + (0.5 * perS * passedS) / (1 + perS * ageS));
}
