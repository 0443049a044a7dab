import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Band, Finding, LeakFinding, LoopState, TracePoint } from "../watch/finding.ts";
import type { RunInput, WatchOutput } from "./run-input.ts";

/**
 * A run for tests of the service and the console: a script of a leak, not a watch. Its numbers mean nothing; they are
 * only shaped like those of a loop that leaks, and every value is a pure function of seed and frame.
 */
export interface MadeUpScript {
  readonly id: string;
  readonly kind: RunInput["kind"];
  readonly startS: number;
  readonly framePeriodS: number;
  readonly frames: number;
  readonly seed: number;
  /** Frames at which the first loop is suspected, confirmed and ended; Infinity for never. */
  readonly suspectedAt: number;
  readonly confirmedAt: number;
  readonly endedAt: number;
  /** Frames [from, to) in which the first loop is blind. */
  readonly blind: readonly [number, number];
  /** Frames [from, to) in which all loops are blind. */
  readonly sourceLost: readonly [number, number];
  readonly loops: readonly { readonly id: string; readonly name: string; readonly carrier: string }[];
}

export const madeUpScript: MadeUpScript = {
  id: "made-up",
  kind: "case",
  startS: 1_676_073_600,
  framePeriodS: 10,
  frames: 5040,
  seed: 1,
  suspectedAt: 2000,
  confirmedAt: 2040,
  endedAt: 4600,
  blind: [2300, 2420],
  sourceLost: [3300, 3420],
  loops: [
    { id: "ms21-external", name: "External loop", carrier: "Progress MS-21" },
    { id: "ms22-external", name: "External loop", carrier: "Progress MS-22" },
  ],
};

export function madeUpRun(change: Partial<MadeUpScript> = {}): RunInput {
  const script = { ...madeUpScript, ...change };
  const endS = script.startS + script.frames * script.framePeriodS;
  const at = (frame: number) => script.startS + frame * script.framePeriodS;
  return {
    id: script.id,
    title: "A made-up leak",
    kind: script.kind,
    synthetic: true,
    syntheticNote: "Made up from a script to try the service and the console: no model, no telemetry.",
    openAtS: Math.min(at(script.suspectedAt), endS),
    startS: script.startS,
    expectedEndS: endS,
    events: [
      { timeS: script.startS, kind: "record", label: "Start of the script", source: null },
      { timeS: endS, kind: "record", label: "End of the script", source: null },
    ],
    loops: script.loops.map((loop) => loopDescription(loop, script.framePeriodS)),
    outputs: outputsOf(script),
  };
}

/** All outputs of a script, frame by frame, loops in turn. */
export async function* outputsOf(script: MadeUpScript): AsyncGenerator<WatchOutput> {
  const states: LoopState[] = script.loops.map(() => "learning");
  for (let frame = 0; frame < script.frames; frame += 1) {
    for (let loopIndex = 0; loopIndex < script.loops.length; loopIndex += 1) {
      const from = states[loopIndex]!;
      const output = outputAt(script, frame, loopIndex, from);
      states[loopIndex] = output.point.state;
      yield output;
    }
  }
}

function outputAt(script: MadeUpScript, frame: number, loopIndex: number, from: LoopState): WatchOutput {
  const endS = script.startS + (frame + 1) * script.framePeriodS;
  const state = stateOf(script, frame, loopIndex);
  const leakFrames = loopIndex === 0 ? Math.max(0, Math.min(frame, script.endedAt) - script.suspectedAt) : 0;
  const isKnown = state !== "blind";
  const ripple = 3000 * Math.sin((2 * Math.PI * endS) / 5560);
  const noise = (noiseOf(script.seed, frame, loopIndex) - 0.5) * 800;
  const residual = noise - 60 * leakFrames;
  const leaks = state === "leaking" || state === "suspected";
  const spread = 0.6 / Math.sqrt(1 + leakFrames / 20);
  const point: TracePoint = {
    endS,
    state,
    coverage: isKnown ? 1 : 0,
    measured: isKnown ? 350_000 + ripple + residual : Number.NaN,
    expected: 350_000 + ripple,
    expectedSd: isKnown ? 400 : 900,
    residual: isKnown ? residual : Number.NaN,
    statisticNat: state === "learning" ? Number.NaN : 2 + leakFrames * 0.4 + noise / 1000,
    suspectNat: 9,
    confirmNat: 14,
    rateFractionPerDay: leaks ? around(0.8, spread) : null,
    rateKgPerS: leaks ? around(0.0013, spread) : null,
    holeDiameterM: leaks ? around(0.001, spread / 2) : null,
    inventoryKg: leaks ? around(34 - 0.013 * leakFrames, spread / 10) : null,
    timeToEmptyS: leaks ? around(25_000 - 10 * Math.min(leakFrames, 2000), spread) : null,
  };
  return { loopIndex, point, findings: findingsAt(script, frame, loopIndex, from, point) };
}

function stateOf(script: MadeUpScript, frame: number, loopIndex: number): LoopState {
  const within = ([from, to]: readonly [number, number]) => frame >= from && frame < to;
  if (within(script.sourceLost) || (loopIndex === 0 && within(script.blind))) return "blind";
  if (frame < Math.min(200, script.frames / 10)) return "learning";
  if (loopIndex !== 0 || frame < script.suspectedAt || frame >= script.endedAt) return "normal";
  return frame < script.confirmedAt ? "suspected" : "leaking";
}

function findingsAt(
  script: MadeUpScript,
  frame: number,
  loopIndex: number,
  from: LoopState,
  point: TracePoint,
): Finding[] {
  const base = {
    schema: "hoarfrost/finding/1",
    loop: script.loops[loopIndex]!.id,
    time: new Date(point.endS * 1000).toISOString(),
    timeS: point.endS,
  } as const;
  const findings: Finding[] = [];
  const { state } = point;
  if (state !== from) findings.push({ ...base, type: "state", state, from, reason: reasons[state] });
  if (state !== from && (state === "blind" || from === "blind")) {
    findings.push({ ...base, type: "blind", blind: state === "blind", reason: reasons.blind });
  }
  const ends = loopIndex === 0 && frame === script.endedAt && state === "normal";
  const turns = state !== from && (state === "suspected" || state === "leaking");
  if (!ends && !turns && !(state === "leaking" && frame % 30 === 0)) return findings;
  const leak: LeakFinding = {
    ...base,
    type: "leak",
    phase: ends ? "ended" : state === "leaking" ? "confirmed" : "suspected",
    statisticNat: point.statisticNat,
    thresholdNat: state === "leaking" ? point.confirmNat : point.suspectNat,
    onset: onsetOf(script),
    rateFractionPerDay: point.rateFractionPerDay,
    rateKgPerS: point.rateKgPerS,
    holeDiameterM: point.holeDiameterM,
    inventoryKg: point.inventoryKg,
    timeToEmptyS: point.timeToEmptyS,
    unavailable: {},
    place: [],
    odds: { "sensor drift": point.statisticNat > 12 ? 2300 : 40 },
  };
  findings.push(leak);
  return findings;
}

const reasons: Readonly<Record<LoopState, string>> = {
  learning: "The loop is new to the watch.",
  normal: "What is measured is what is expected.",
  suspected: "Less pressure than expected, again and again.",
  leaking: "Nothing but a leak explains the pressure.",
  blind: "No sample has come for 60 s.",
};

function onsetOf(script: MadeUpScript): LeakFinding["onset"] {
  const medianS = script.startS + (script.suspectedAt - 20) * script.framePeriodS;
  return { medianS, p05S: medianS - 60, p95S: medianS + 60 };
}

function around(median: number, relative: number): Band {
  return { median, p05: median * (1 - relative), p95: median * (1 + relative) };
}

/** Uniform in [0, 1): an integer hash of seed, frame and loop. */
function noiseOf(seed: number, frame: number, loopIndex: number): number {
  let hash =
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b) ^ Math.imul(loopIndex + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function loopDescription(
  { id, name, carrier }: MadeUpScript["loops"][number],
  framePeriodS: number,
): LoopDescription {
  const certain = (value: number) => ({ value, low: value, high: value, source: "estimate" });
  return {
    id,
    name,
    carrier,
    coolant: "made-up",
    inventoryChannel: `${id}.pressure`,
    inventoryUnit: "Pa",
    inventory: {
      kind: "gas-pressure",
      chargeKg: { value: 34, low: 32, high: 36, source: "estimate" },
      gasPressurePa: certain(350_000),
      gasVolumeM3: certain(0.004),
      accumulatorLiquidM3: certain(0.004),
      densityKgPerM3: certain(900),
      vapourPressurePa: certain(5150),
      dischargeCoefficient: certain(0.62),
    },
    explainedBy: [],
    noise: {
      step: 0,
      white: 230,
      driftPerRootDay: 100,
      wander: 100,
      wanderTimeS: 600,
      ripple: 3000,
      rippleChangePerOrbit: 100,
    },
    framePeriodS,
    orbitPeriodS: 5560,
    silenceS: 60,
    learningS: 2000,
    meanTimeBetweenFalseAlarmsS: 31_557_600,
  };
}
