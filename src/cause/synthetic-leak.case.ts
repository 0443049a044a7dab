import type { RandomStream } from "../stats/index.ts";

/**
 * Synthetic leaks of known cause, made by a generator that shares no code and no parameter file with the models that weigh them: it
 * plays out what happens (a particle of a size, a crack that grows, a plug that lets go) and then what an inspector and a gauge
 * would report of it. Its numbers are its own, near to but not those of the models.
 */
export type Truth = "meteoroid" | "debris" | "manufacture" | "fatigue" | "handling" | "artefact";

export const TRUTHS: readonly Truth[] = [
  "meteoroid",
  "debris",
  "manufacture",
  "fatigue",
  "handling",
  "artefact",
];

/** What would be reported of one leak: kinds and arguments as an incident file writes them. */
export interface ReportedItem {
  readonly kind: string;
  readonly with: Record<string, unknown>;
}

function pick<T>(stream: RandomStream, shares: readonly (readonly [T, number])[]): T {
  let left = stream.uniform() * shares.reduce((sum, [, share]) => sum + share, 0);
  for (const [value, share] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  return shares.at(-1)![0];
}

const isParticle = (truth: Truth) => truth === "meteoroid" || truth === "debris";

/** Width of the hole [m]. Particles by the inverse of a power law and a crater factor; the rest by what breaks. */
function holeM(truth: Truth, stream: RandomStream): number {
  if (isParticle(truth)) {
    const slope = truth === "meteoroid" ? 3.4 : 2.3;
    const particle = 0.48e-3 * (1 - stream.uniform()) ** (-1 / slope);
    return particle * (1.3 + 0.5 * stream.uniform());
  }
  const [median, width] = { manufacture: [0.45e-3, 1.2], fatigue: [0.22e-3, 1.1], handling: [0.9e-3, 1.2] }[
    truth as "manufacture" | "fatigue" | "handling"
  ] as [number, number];
  return median * Math.exp(width * stream.normal());
}

/** Time to full flow [s]. */
function onsetS(truth: Truth, stream: RandomStream): number {
  const middle = { meteoroid: 1, debris: 1, artefact: 1, handling: 90, manufacture: 1200, fatigue: 18_000 }[
    truth
  ];
  return middle * Math.exp(1.7 * stream.normal());
}

function growthPerDay(truth: Truth, stream: RandomStream): number {
  const grows =
    stream.uniform() <
    { fatigue: 0.85, manufacture: 0.45, artefact: 0.45, handling: 0, meteoroid: 0, debris: 0 }[truth];
  return grows ? stream.exponential(0.09) : 0.012 * stream.normal();
}

/** Age at the leak as a share of the life. */
function age(truth: Truth, stream: RandomStream): number {
  const u = 1 - stream.uniform();
  if (truth === "manufacture") return Math.max(0.002, u ** (1 / 0.65));
  return truth === "fatigue" ? u ** (1 / 2.3) : Math.max(0.002, u);
}

const LOOKS: Readonly<Record<Truth, readonly (readonly [string, number])[]>> = {
  meteoroid: [
    ["small-round-hole", 0.55],
    ["crater", 0.45],
  ],
  debris: [
    ["small-round-hole", 0.55],
    ["crater", 0.45],
  ],
  manufacture: [
    ["small-round-hole", 0.25],
    ["at-joint", 0.5],
    ["crack", 0.22],
    ["crater", 0.03],
  ],
  fatigue: [
    ["crack", 0.44],
    ["at-joint", 0.52],
    ["small-round-hole", 0.03],
    ["crater", 0.01],
  ],
  handling: [
    ["at-joint", 0.55],
    ["crack", 0.2],
    ["small-round-hole", 0.2],
    ["crater", 0.05],
  ],
  artefact: [["nothing-seen", 1]],
};

/** Everything reported of one leak. Half of the leaks are inspected; of an artefact nothing is ever found. */
export function syntheticLeak(truth: Truth, stream: RandomStream): readonly ReportedItem[] {
  const items: ReportedItem[] = [];
  const within = onsetS(truth, stream);
  items.push({ kind: "onset", with: within < 600 ? { within: "600 s" } : { within: "600 s", slower: true } });
  if (stream.uniform() < 0.8) {
    const sd = 0.01 + 0.05 * stream.uniform();
    items.push({
      kind: "growth",
      with: { "per-day": growthPerDay(truth, stream) + sd * stream.normal(), sd },
    });
  }
  items.push({ kind: "age", with: { age: `${200 * age(truth, stream)} d`, life: "200 d" } });
  if (stream.uniform() < 0.5) {
    const look = pick(stream, LOOKS[truth]);
    items.push({ kind: "look", with: { finding: look } });
    if (truth !== "artefact")
      items.push({ kind: "hole-size", with: { diameter: `${holeM(truth, stream) * 1000} mm` } });
  }
  const agree = stream.uniform() < (truth === "artefact" ? 0.06 : 0.94);
  items.push({ kind: "look", with: { finding: agree ? "several-channels" : "one-hub-one-sample" } });
  const chance = 0.05;
  const setOff = { handling: 0.1, manufacture: 0.02, fatigue: 0.02, artefact: 0.02, meteoroid: 0, debris: 0 }[
    truth
  ];
  if (stream.uniform() < setOff + (1 - setOff) * chance)
    items.push({ kind: "coincidence", with: { within: "0.25 d", of: "100 d", events: 20 } });
  return items;
}
