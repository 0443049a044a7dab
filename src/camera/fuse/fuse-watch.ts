import type { LoopDescription } from "../../vehicle/loop-description.ts";
import type { Finding, LeakFinding, TracePoint } from "../../watch/finding.ts";
import type { CameraFinding } from "../camera-finding.ts";
import { type CameraEvidence, cameraNat, noCameraEvidence, seePlume } from "./camera-evidence.ts";

export type FusedPhase = "suspected" | "confirmed";

/** What the pressures of a loop and a camera say together, where that is more than the pressures say alone. */
export interface FusedFinding {
  readonly schema: "hoarfrost/fused/1";
  readonly type: "fused";
  readonly loop: string;
  readonly time: string;
  readonly timeS: number;
  readonly phase: FusedPhase;
  /** What the watch of the loop says by itself at this instant. */
  readonly alone: FusedPhase | "none";
  /** ln of the watch's statistic, of the camera's Bayes factor, and of the threshold to confirm, which their sum has reached. */
  readonly statisticNat: number;
  readonly cameraNat: number;
  readonly confirmNat: number;
  /** Odds of a leak against each alternative that throws no particles, the camera's factor included; those of the watch if it gave any. */
  readonly odds: Readonly<Record<string, number>>;
  readonly message: string;
}

/** What is remembered of one loop. */
interface FusedLoop {
  readonly phase: FusedPhase | "none";
  readonly leak: LeakFinding | null;
  readonly aloneConfirmed: boolean;
}

/** Plain data; a state passed in is not changed. */
export interface FusionState {
  readonly camera: CameraEvidence;
  readonly loops: Readonly<Record<string, FusedLoop>>;
}

export const startFusion = (): FusionState => ({ camera: noCameraEvidence, loops: {} });

/** Takes a finding of the camera in; `startS` is the Unix time of the footage's second 0. */
export const takeCamera = (state: FusionState, finding: CameraFinding, startS: number): FusionState => ({
  ...state,
  camera: seePlume(state.camera, finding, startS),
});

/** Alternatives that move the pressures and throw particles as well: against them the camera says nothing. */
const THROWS_PARTICLES = /dump|vent/i;

/**
 * Takes what one frame brought for one loop in. The camera's evidence is independent of every pressure sensor, so its log Bayes
 * factor is added to the watch's statistic: confirmed where the sum reaches the watch's own threshold. As the factor is at
 * most a hundred, the pressures must by themselves have come within ln 100 of it: the camera alone never confirms a loop. To
 * isolate, the watch's own rule holds, of which a camera is one part.
 */
export function takeWatch(
  state: FusionState,
  loop: LoopDescription,
  point: TracePoint,
  findings: readonly Finding[],
): { readonly state: FusionState; readonly findings: FusedFinding[] } {
  const before = state.loops[loop.id] ?? { phase: "none", leak: null, aloneConfirmed: false };
  let { leak, aloneConfirmed } = before;
  for (const finding of findings) {
    if (finding.type === "leak") {
      leak = finding.phase === "ended" ? null : finding;
      aloneConfirmed = finding.phase === "confirmed";
    } else if (finding.type === "state" && finding.state === "normal") {
      leak = null;
      aloneConfirmed = false;
    }
  }
  const nat = cameraNat(state.camera, point.endS);
  const sum = point.statisticNat + nat;
  const odds = Object.fromEntries(
    Object.entries(leak?.odds ?? {}).map(([alternative, value]) => [
      alternative,
      THROWS_PARTICLES.test(alternative) ? value : value * Math.exp(nat),
    ]),
  );
  // a statistic above suspicion without a leak finding: an alternative explains the fall better
  const heldBack =
    (leak === null && point.statisticNat >= point.suspectNat) ||
    Object.values(odds).some((value) => value < 1);
  let phase: FusedPhase | "none" = "none";
  if (aloneConfirmed || (nat > 0 && !heldBack && sum >= point.confirmNat)) phase = "confirmed";
  else if (leak !== null || (nat > 0 && !heldBack && sum >= point.suspectNat)) phase = "suspected";
  // what was confirmed stays so until the watch itself says that it is over
  const rank = RANK.indexOf(before.phase);
  if (RANK.indexOf(phase) < rank && (leak !== null || Number.isNaN(point.statisticNat))) phase = before.phase;
  const next = { ...state, loops: { ...state.loops, [loop.id]: { phase, leak, aloneConfirmed } } };
  const alone: FusedPhase | "none" = aloneConfirmed ? "confirmed" : leak ? "suspected" : "none";
  const isMore = nat > 0 && RANK.indexOf(phase) > RANK.indexOf(alone);
  if (!isMore || phase === "none" || RANK.indexOf(phase) <= rank) return { state: next, findings: [] };
  const finding: FusedFinding = {
    schema: "hoarfrost/fused/1",
    type: "fused",
    loop: loop.id,
    time: new Date(point.endS * 1000).toISOString(),
    timeS: point.endS,
    phase,
    alone,
    statisticNat: point.statisticNat,
    cameraNat: nat,
    confirmNat: point.confirmNat,
    odds,
    message: `${loop.id}: ${phase} by pressures and camera together (statistic ${point.statisticNat.toFixed(1)} + camera ${nat.toFixed(1)} nat, to confirm ${point.confirmNat.toFixed(1)}); the pressures alone say ${alone === "none" ? "nothing yet" : alone}`,
  };
  return { state: next, findings: [finding] };
}

const RANK: readonly (FusedPhase | "none")[] = ["none", "suspected", "confirmed"];
