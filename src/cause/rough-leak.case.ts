import type { RandomStream } from "../stats/index.ts";
import type { ReportedItem, Truth } from "./synthetic-leak.case.ts";

/**
 * A second world of synthetic leaks of known cause, built otherwise than the models that weigh them, where synthetic-leak.case.ts
 * stays near to them. Here walls differ from place to place and a hole comes from the particle's speed and the sheet (Maiden and McMillan's
 * form); cracks grow exponentially from a seed; defects follow a bathtub and wear a threshold; one hidden quality of the
 * inspection rules size, look and agreement together, so that these reports are not independent; and one report in eight is wrong.
 */
export interface RoughLeak {
  readonly items: readonly (ReportedItem & { readonly confidence: "official" | "secondary" })[];
}

const isParticle = (truth: Truth) => truth === "meteoroid" || truth === "debris";
const between = (stream: RandomStream, low: number, high: number) => low + (high - low) * stream.uniform();
const logBetween = (stream: RandomStream, low: number, high: number) =>
  low * (high / low) ** stream.uniform();

/** A broken power law of particle sizes [m], drawn again until the particle goes through a wall that varies from place to place. */
function particleHoleM(truth: Truth, stream: RandomStream): number {
  for (;;) {
    const steep = truth === "meteoroid" ? 3.1 : 2.1;
    const small = 0.15e-3 * (1 - stream.uniform()) ** (-1 / steep);
    const particle = small > 1.2e-3 && stream.uniform() < 0.5 ? 1.2e-3 : small;
    const speed = truth === "meteoroid" ? 8 + stream.exponential(9) : between(stream, 5, 14);
    const wall = 0.8e-3 * Math.exp(0.35 * stream.normal());
    const limit = 0.55 * wall * (7 / speed) ** (2 / 3);
    if (particle < limit * Math.exp(0.15 * stream.normal())) continue;
    const clean = particle * (0.9 + 0.45 * speed * Math.min(1, wall / particle / 4) ** (2 / 3));
    return Math.min(clean, 3.5 * particle);
  }
}

interface Course {
  readonly holeM: number;
  readonly onsetS: number;
  readonly growthPerDay: number;
  readonly ageShare: number;
}

/** What happens, before anybody looks. */
function course(truth: Truth, stream: RandomStream): Course {
  switch (truth) {
    case "meteoroid":
    case "debris":
      return {
        holeM: particleHoleM(truth, stream),
        onsetS: between(stream, 0.1, 5),
        // Ice and burrs: a third of the holes widen or clog a little.
        growthPerDay: stream.uniform() < 0.3 ? 0.03 * stream.normal() : 0,
        ageShare: stream.uniform(),
      };
    case "manufacture": {
      // A plug or a pore: half let go at once, half weep; two in five fail in the first tenth of the life, the others at any time.
      const weeps = stream.uniform() < 0.5;
      return {
        holeM: logBetween(stream, 0.1e-3, 3e-3),
        onsetS: weeps ? logBetween(stream, 600, 3e5) : logBetween(stream, 1, 1200),
        growthPerDay: weeps ? between(stream, 0, 0.15) : 0,
        ageShare: stream.uniform() < 0.4 ? 0.1 * stream.uniform() : stream.uniform(),
      };
    }
    case "fatigue": {
      // A crack through the wall that grows exponentially; none in the first third of the life.
      const rate = logBetween(stream, 0.01, 0.4);
      const seed = logBetween(stream, 0.05e-3, 0.3e-3);
      return {
        holeM: seed * Math.exp(Math.min(2, 0.5 * rate * stream.exponential(6))),
        onsetS: logBetween(stream, 3000, 1e6),
        growthPerDay: rate,
        ageShare: 1 / 3 + (2 / 3) * Math.sqrt(stream.uniform()),
      };
    }
    case "handling":
      return {
        holeM: logBetween(stream, 0.3e-3, 6e-3),
        onsetS: logBetween(stream, 1, 3600),
        growthPerDay: stream.uniform() < 0.2 ? between(stream, 0, 0.05) : 0,
        ageShare: stream.uniform(),
      };
    case "artefact":
      return {
        holeM: 0,
        onsetS: stream.uniform() < 0.7 ? 1 : logBetween(stream, 60, 1e5),
        growthPerDay: 0.08 * stream.normal(),
        ageShare: stream.uniform(),
      };
  }
}

/** What an inspector calls what he sees: the shape goes with the size of the hole, not with its cause alone. */
function looksLike(truth: Truth, holeM: number, stream: RandomStream): string {
  if (truth === "artefact") return "nothing-seen";
  const roll = stream.uniform();
  if (isParticle(truth))
    return holeM > 1e-3
      ? roll < 0.65
        ? "crater"
        : "small-round-hole"
      : roll < 0.35
        ? "crater"
        : roll < 0.9
          ? "small-round-hole"
          : "nothing-seen";
  if (truth === "fatigue") return roll < 0.5 ? "crack" : roll < 0.85 ? "at-joint" : "nothing-seen";
  if (truth === "handling") return roll < 0.45 ? "at-joint" : roll < 0.7 ? "crack" : "small-round-hole";
  return roll < 0.4 ? "at-joint" : roll < 0.6 ? "crack" : roll < 0.9 ? "small-round-hole" : "nothing-seen";
}

const WRONG = 1 / 8;
const ANY_LOOK = ["small-round-hole", "crater", "crack", "at-joint", "nothing-seen"] as const;

/** Everything reported of one leak. */
export function roughLeak(truth: Truth, stream: RandomStream): RoughLeak {
  const happened = course(truth, stream.named("course"));
  const report = stream.named("report");
  const quality = report.uniform();
  const confidence = () => (quality > 0.5 ? ("official" as const) : ("secondary" as const));
  const wrong = () => report.uniform() < WRONG;
  const items: (ReportedItem & { confidence: "official" | "secondary" })[] = [];
  const slow = happened.onsetS > 600;
  items.push({
    kind: "onset",
    confidence: confidence(),
    with: { within: "600 s", ...((wrong() ? !slow : slow) && { slower: true }) },
  });
  if (quality > 0.25) {
    const sd = 0.02 + 0.06 * (1 - quality);
    items.push({
      kind: "growth",
      confidence: confidence(),
      with: { "per-day": happened.growthPerDay + sd * report.normal(), sd },
    });
  }
  items.push({
    kind: "age",
    confidence: "official",
    with: { age: `${Math.max(0.2, 200 * happened.ageShare)} d`, life: "200 d" },
  });
  if (quality > 0.4) {
    const seen = wrong()
      ? ANY_LOOK[report.index(ANY_LOOK.length)]!
      : looksLike(truth, happened.holeM, report);
    items.push({ kind: "look", confidence: confidence(), with: { finding: seen } });
    // The size is told only of a hole that is seen, and told the better the better the look.
    if (truth !== "artefact" && seen !== "nothing-seen")
      items.push({
        kind: "hole-size",
        confidence: confidence(),
        with: {
          diameter: `${1000 * Math.min(0.02, Math.max(5e-5, happened.holeM * Math.exp(0.6 * (1 - quality) * report.normal())))} mm`,
        },
      });
  }
  const agree = truth === "artefact" ? report.uniform() < 0.15 : report.uniform() < 0.85 + 0.1 * quality;
  items.push({
    kind: "look",
    confidence: confidence(),
    with: { finding: agree ? "several-channels" : "one-hub-one-sample" },
  });
  return { items };
}
