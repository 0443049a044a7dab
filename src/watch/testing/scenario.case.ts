import type { Frame } from "../../telemetry/frame.ts";
import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { normalFrom } from "./loop-fixture.case.ts";

/** A made-up pressure loop with temperature and flow beside it on one hub, and a second pressure sensor on another. */
export const witnessedLoop: LoopDescription = {
  id: "witnessed",
  name: "Fixture loop with a witness",
  carrier: "fixture",
  coolant: "ammonia",
  inventoryChannel: "P1",
  inventoryUnit: "kPa",
  inventoryHub: "mux-1",
  inventory: { kind: "pressure-proxy" },
  explainedBy: [
    { channel: "T", unit: "degC", quantity: "temperature", hub: "mux-1" },
    { channel: "F", unit: "kg/h", quantity: "flow", hub: "mux-1" },
  ],
  witnesses: [{ channel: "P2", unit: "kPa", hub: "mux-2" }],
  noise: {
    step: 0.5,
    white: 0.5,
    driftPerRootDay: 5,
    wander: 0.5,
    wanderTimeS: 600,
    ripple: 10,
    rippleChangePerOrbit: 1,
  },
  framePeriodS: 10,
  orbitPeriodS: 5568,
  silenceS: 15,
  learningS: 2 * 5568,
  meanTimeBetweenFalseAlarmsS: 365.25 * 86_400,
};

/** The same loop with nothing but its inventory channel and temperature. */
export const aloneLoop: LoopDescription = {
  ...witnessedLoop,
  id: "alone",
  explainedBy: witnessedLoop.explainedBy.slice(0, 1),
  witnesses: [],
};

/** The witnessed loop with the position of a valve reported beside it, through the witness's hub. */
export const operatedLoop: LoopDescription = {
  ...witnessedLoop,
  id: "operated",
  explainedBy: [...witnessedLoop.explainedBy, { channel: "V", unit: "1", quantity: "flag", hub: "mux-2" }],
};

/** What happens in a scenario; each a function of time, in the channel's unit, zero or usual if absent. */
export interface Scenario {
  readonly seed: number;
  readonly hours: number;
  /** Added to the true pressure, so seen by every pressure sensor. */
  readonly pressure?: (timeS: number) => number;
  /** Added to one sensor only. */
  readonly sensor?: (timeS: number) => number;
  readonly witness?: (timeS: number) => number;
  readonly temperature?: (timeS: number) => number;
  readonly flow?: (timeS: number) => number;
  /** Position of the valve; 0 where nothing moves it. */
  readonly valve?: (timeS: number) => number;
  /** Factor on the orbital ripple. */
  readonly ripple?: (timeS: number) => number;
  /** Added to the phase of the orbital ripple, in radians. */
  readonly phase?: (timeS: number) => number;
  /** Last word on a frame's readings, in the order P1, T, F, P2, V; NaN is a reading that is missing. */
  readonly spoil?: (readings: number[], timeS: number, index: number) => void;
}

/** Frames of a scenario on the witnessed loop, seeded; synthetic. A loop with fewer channels takes those it names. */
export function scenarioFrames(scenario: Scenario, loop: LoopDescription = witnessedLoop): Frame[] {
  const normal = normalFrom(scenario.seed);
  const { framePeriodS, orbitPeriodS } = witnessedLoop;
  const { noise } = witnessedLoop;
  const names = ["P1", "T", "F", "P2", "V"];
  const slots = [
    loop.inventoryChannel,
    ...[...loop.explainedBy, ...(loop.witnesses ?? [])].map((c) => c.channel),
  ].map((name) => names.indexOf(name));
  let common = 0;
  let wander = 0;
  const own = [0, 0];
  const perFrame = Math.sqrt(framePeriodS / 86_400);
  const decay = Math.exp(-framePeriodS / noise.wanderTimeS);
  const code = (value: number, step: number) => Math.round(value / step) * step;
  return Array.from({ length: scenario.hours * 360 }, (_, index) => {
    const endS = (index + 1) * framePeriodS;
    const at = endS - framePeriodS / 2;
    common += 0.9 * noise.driftPerRootDay * perFrame * normal();
    wander = decay * wander + noise.wander * Math.sqrt(1 - decay * decay) * normal();
    for (const i of [0, 1]) own[i] = own[i]! + 0.3 * noise.driftPerRootDay * perFrame * normal();
    const phase = (2 * Math.PI * at) / orbitPeriodS + scenario.seed + (scenario.phase?.(at) ?? 0);
    const swing = scenario.ripple?.(at) ?? 1;
    const ripple = noise.ripple * Math.sin(phase) * swing;
    const temperature = 5 + 0.5 * Math.sin(phase - 0.4) * swing + (scenario.temperature?.(at) ?? 0);
    const truth = 2000 + common + wander + ripple + (scenario.pressure?.(at) ?? 0);
    const readings = [
      code(truth + own[0]! + (scenario.sensor?.(at) ?? 0) + noise.white * normal(), noise.step),
      code(temperature + 0.02 * normal(), 0.05),
      code(3000 + 6 * normal() + (scenario.flow?.(at) ?? 0), 5),
      code(truth + 3 + own[1]! + (scenario.witness?.(at) ?? 0) + noise.white * normal(), noise.step),
      scenario.valve?.(at) ?? 0,
    ];
    scenario.spoil?.(readings, at, index);
    const mean = Float64Array.from(slots, (slot) => readings[slot]!);
    const coverage = mean.map((value) => (Number.isNaN(value) ? 0 : 1));
    return { endS, periodS: framePeriodS, mean, coverage, reports: new Int32Array(slots.length).fill(1) };
  });
}
